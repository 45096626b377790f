import { testServer } from '@bizmcp/testkit';
import { createSalesforceSimulator } from '../simulator/salesforce-simulator.ts';
import { salesforce } from '../src/server.ts';

testServer(salesforce, {
  folder: new URL('..', import.meta.url),
  simulator() {
    // The day is that of the examples; what get_limits tells would be another after each call.
    const simulator = createSalesforceSimulator({ today: Date.UTC(2026, 10, 21), countsCalls: false });
    const settings = {
      SALESFORCE_ACCESS_TOKEN: simulator.demoToken,
      SALESFORCE_INSTANCE_URL: 'https://harborline.my.salesforce.com',
    };
    return { simulator, settings };
  },
  baseUrlSetting: 'SALESFORCE_INSTANCE_URL',
});
