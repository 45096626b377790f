import { type Caller, type CallerOptions, createCaller } from './caller.ts';
import { readWireRequest, type WireRequest } from './wire-request.ts';

/** What the vendor answers by `METHOD /path`: a JSON value, or a whole response. */
export type Replies = Readonly<Record<string, (request: WireRequest) => unknown>>;

/** A vendor that is nothing but its answers. */
export interface FakeVendorOptions extends Omit<CallerOptions, 'transport'> {
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

/** Puts a server to work on a vendor that knows nothing but its replies, with the usual role and a yes to every question. */
export function createFakeVendor({ replies, missing, prefix = '', ...options }: FakeVendorOptions): FakeVendor {
  const requests: WireRequest[] = [];
  const caller = createCaller({
    ...options,
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
