import { testServer } from '@bizmcp/testkit';
import { createSalesforceSimulator } from '../simulator/salesforce-simulator.ts';
import { salesforce } from '../src/server.ts';

const limitOf = (Credit_Limit__c: number) => ({
  object_type: 'Account',
  record_id: '001Hp0000000Q18IAE',
  fields: { Credit_Limit__c },
});
const dietOf = (Diet__c: string) => ({
  object_type: 'Contact',
  external_id_field: 'External_Id__c',
  external_id: 'ERP-1',
  fields: { LastName: 'Roe', Diet__c },
});

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
  guesses: [
    { tool: 'update_record', inputs: [limitOf(85_001), limitOf(85_002)] },
    { tool: 'upsert_record', inputs: [dietOf('vegan'), dietOf('no fish')] },
  ],
  baseUrlSetting: 'SALESFORCE_INSTANCE_URL',
});
