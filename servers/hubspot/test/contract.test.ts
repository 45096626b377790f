import { testServer } from '@bizmcp/testkit';
import { createHubspotSimulator } from '../simulator/hubspot-simulator.ts';
import { hubspot } from '../src/server.ts';

// Walking over pages is faster than HubSpot lets anyone search.
const limits = { searchesPerSecond: 10_000, perTenSeconds: 100_000 };

testServer(hubspot, {
  folder: new URL('..', import.meta.url),
  simulator() {
    const simulator = createHubspotSimulator({ limits });
    return { simulator, settings: { HUBSPOT_ACCESS_TOKEN: simulator.demoToken } };
  },
  baseUrlSetting: 'HUBSPOT_BASE_URL',
});
