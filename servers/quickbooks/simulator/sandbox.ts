import { createQuickBooksSimulator } from './quickbooks-simulator.ts';

/** What `--sandbox` runs on: a company in this process, its last day today. */
export function startSandbox() {
  const { client, fetch, realmId, refreshToken } = createQuickBooksSimulator();
  return {
    settings: {
      QUICKBOOKS_CLIENT_ID: client.clientId,
      QUICKBOOKS_CLIENT_SECRET: client.clientSecret,
      QUICKBOOKS_REALM_ID: realmId,
      QUICKBOOKS_REFRESH_TOKEN: refreshToken,
    },
    transport: fetch,
  };
}
