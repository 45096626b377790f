import type { Server } from '@bizmcp/core';

/** More calls than a bench makes, in a window so short that what is counted in it takes no memory. */
const plenty = { calls: 10_000_000, perSeconds: 1 };

/** The same server with limits that a bench does not reach: its own are counted for every call all the same, the vendor's are lifted. */
export function withoutLimits(server: Server): Server {
  const { api, tools } = server;
  type Context = Parameters<typeof api.connect>[0];
  return {
    ...server,
    api: { ...api, connect: (context: Context) => api.connect({ ...context, createUpstream: unlimited(context) }) },
    tools: tools.map((tool) => ({ ...tool, rateLimit: plenty })),
  };
}

function unlimited({ createUpstream }: Parameters<Server['api']['connect']>[0]): typeof createUpstream {
  return ({ limits: _, concurrent: __, readLimits: ___, ...options }) => createUpstream(options);
}
