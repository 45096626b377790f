import type { Server, UpstreamOptions } from '@bizmcp/core';

/** A server whose way to its vendor differs: without limits that would only hold up a test, or with fewer attempts. */
export function withUpstream(server: Server, changes: Partial<UpstreamOptions>): Server {
  const { api } = server;
  type Context = Parameters<typeof api.connect>[0];
  const connect = (context: Context) =>
    api.connect({ ...context, createUpstream: (own) => context.createUpstream({ ...own, ...changes }) });
  return { ...server, api: { ...api, connect } };
}
