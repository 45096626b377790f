import type { Server } from '@bizmcp/core';
import { type Caller, createCaller } from './caller.ts';
import { readWireRequest, type WireRequest } from './wire-request.ts';

/** What the vendor answers by `METHOD /path`: a JSON value, or a whole response. */
export type Replies = Readonly<Record<string, (request: WireRequest) => unknown>>;

/** A vendor that is nothing but its answers. */
export interface FakeVendorOptions {
  readonly server: Server;
  readonly settings: Record<string, string>;
  readonly replies: Replies;
  /** The vendor's answer where there is none among the replies. */
  readonly missing: () => Response;
  /** What the paths of the replies leave out at their beginning. */
  readonly prefix?: string;
}

/** A server at work on a fake vendor. */
export interface FakeVendor extends Caller {
  /** What came in, oldest first. */
  readonly requests: readonly WireRequest[];
}

export function createFakeVendor({ server, settings, replies, missing, prefix = '' }: FakeVendorOptions): FakeVendor {
  const requests: WireRequest[] = [];
  const caller = createCaller({
    server,
    settings,
    transport: async (input, init) => {
      const request = await readWireRequest(new Request(input, init), prefix);
      requests.push(request);
      const reply = replies[`${request.method} ${request.path}`];
      if (!reply) return missing();
      const answer = reply(request);
      return answer instanceof Response ? answer : Response.json(answer);
    },
  });
  return { ...caller, requests };
}
