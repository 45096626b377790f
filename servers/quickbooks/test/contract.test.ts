import { testServer } from '@bizmcp/testkit';
import { createQuickBooksSimulator } from '../simulator/quickbooks-simulator.ts';
import { unlimitedQuickBooks } from './unlimited-quickbooks.ts';

testServer(unlimitedQuickBooks, {
  folder: new URL('..', import.meta.url),
  simulator() {
    // The day is that of the examples.
    const limits = { perSecond: 100_000, perMinute: 100_000 };
    const simulator = createQuickBooksSimulator({ today: '2026-11-21', limits });
    const settings = { QUICKBOOKS_ACCESS_TOKEN: simulator.demoToken, QUICKBOOKS_REALM_ID: simulator.realmId };
    return { simulator, settings };
  },
  baseUrlSetting: 'QUICKBOOKS_BASE_URL',
});
