import { createSalesforceSimulator } from './salesforce-simulator.ts';

/** What `--sandbox` runs on: an org in this process, its dates relative to today. */
export function startSandbox() {
  const simulator = createSalesforceSimulator();
  const settings = {
    SALESFORCE_ACCESS_TOKEN: simulator.demoToken,
    SALESFORCE_INSTANCE_URL: 'https://harborline.my.salesforce.com',
  };
  return { settings, transport: simulator.fetch };
}
