import { createHubspotSimulator } from './hubspot-simulator.ts';

/** What `--sandbox` runs on: a portal in this process, its dates relative to today. Made in about a tenth of a second. */
export function startSandbox() {
  const simulator = createHubspotSimulator();
  return { settings: { HUBSPOT_ACCESS_TOKEN: simulator.demoToken }, transport: simulator.fetch };
}
