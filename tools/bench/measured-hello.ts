import type { Server, Transport } from '@bizmcp/core';
import { hello } from '../../servers/hello/src/server.ts';

/** More calls than a bench makes. */
const plenty = { calls: 10_000_000, perSeconds: 60 };

/**
 * The hello server on a simulator, with limits that a bench does not reach: they are counted for every call all the same. It is not
 * the sandbox, so all that it keeps goes to the files of a real run.
 */
export function createMeasuredHello(transport: Transport): Server {
  const { api, tools } = hello;
  type Context = Parameters<typeof api.connect>[0];
  return {
    ...hello,
    api: {
      ...api,
      connect: (context: Context) =>
        api.connect({ ...context, createUpstream: (options) => context.createUpstream({ ...options, transport }) }),
    },
    tools: tools.map((tool) => ({ ...tool, rateLimit: plenty })),
  };
}
