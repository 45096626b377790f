import { withUpstream } from '@bizmcp/testkit/fake-vendor';
import { quickbooks } from '../src/server.ts';

/** The server without Intuit's limits, which would only hold up the tests; the limits have a test of their own. */
export const unlimitedQuickBooks = withUpstream(quickbooks, { limits: [] });
