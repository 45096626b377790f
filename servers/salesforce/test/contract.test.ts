import { testServer } from '@bizmcp/testkit';
import { createSalesforceSimulator } from '../simulator/salesforce-simulator.ts';
import { salesforce } from '../src/server.ts';

testServer(salesforce, {
  folder: new URL('..', import.meta.url),
  simulator() {
    // The day is that of the examples.
    const simulator = createSalesforceSimulator({ today: Date.UTC(2026, 10, 21) });
    const settings = {
      SALESFORCE_ACCESS_TOKEN: simulator.demoToken,
      SALESFORCE_INSTANCE_URL: 'https://harborline.my.salesforce.com',
    };
    return { simulator, settings };
  },
  baseUrlSetting: 'SALESFORCE_INSTANCE_URL',
  budgetTokens: 3500,
  known: {
    'get_limits gives the same answer to its examples on a vendor in the same state':
      'It tells how many requests were made, and every request is one more.',
  },
});
