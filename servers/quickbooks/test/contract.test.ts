import { testServer } from '@bizmcp/testkit';
import { createQuickBooksSimulator } from '../simulator/quickbooks-simulator.ts';
import { quickbooks } from '../src/server.ts';

testServer(quickbooks, {
  folder: new URL('..', import.meta.url),
  simulator() {
    // The day is that of the examples.
    const simulator = createQuickBooksSimulator({ today: '2026-11-21' });
    const { client, realmId, refreshToken } = simulator;
    return {
      simulator,
      settings: {
        QUICKBOOKS_CLIENT_ID: client.clientId,
        QUICKBOOKS_CLIENT_SECRET: client.clientSecret,
        QUICKBOOKS_REALM_ID: realmId,
        QUICKBOOKS_REFRESH_TOKEN: refreshToken,
      },
    };
  },
  baseUrlSetting: 'QUICKBOOKS_BASE_URL',
  budgetTokens: 3500,
});
