import { createCaller } from '@bizmcp/testkit/fake-vendor';
import { openCompany } from './company-client.ts';
import { unlimitedQuickBooks } from './unlimited-quickbooks.ts';

/** The whole server at work on a simulated company, which can be changed beside it. */
export function openServer(options: Parameters<typeof openCompany>[0] = {}) {
  const company = openCompany(options);
  const { demoToken, realmId, fetch } = company.simulator;
  const caller = createCaller({
    server: unlimitedQuickBooks,
    settings: { QUICKBOOKS_ACCESS_TOKEN: demoToken, QUICKBOOKS_REALM_ID: realmId },
    transport: fetch,
  });
  return { ...company, ...caller };
}
