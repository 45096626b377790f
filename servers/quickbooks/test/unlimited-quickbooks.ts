import { quickbooks } from '../src/server.ts';

const { api } = quickbooks;

/** The server without Intuit's limits, which would only hold up the tests; the limits have a test of their own. */
export const unlimitedQuickBooks: typeof quickbooks = {
  ...quickbooks,
  api: {
    ...api,
    connect: (context) =>
      api.connect({ ...context, createUpstream: (own) => context.createUpstream({ ...own, limits: [] }) }),
  },
};
