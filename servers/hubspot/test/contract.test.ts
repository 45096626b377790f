import { testServer } from '@bizmcp/testkit';
import { createHubspotSimulator } from '../simulator/hubspot-simulator.ts';
import { hubspot } from '../src/server.ts';

// Walking over pages is faster than HubSpot lets anyone search.
const limits = { searchesPerSecond: 10_000, perTenSeconds: 100_000 };

const passportOf = (passport_number: string) => ({
  object_type: 'contacts',
  object_id: '31204501109',
  properties: { passport_number },
});

testServer(hubspot, {
  folder: new URL('..', import.meta.url),
  simulator() {
    const simulator = createHubspotSimulator({ limits });
    return { simulator, settings: { HUBSPOT_ACCESS_TOKEN: simulator.demoToken } };
  },
  guesses: [
    {
      tool: 'update_object',
      inputs: [passportOf('NL-0000001'), passportOf('NL-0000002')],
    },
  ],
  baseUrlSetting: 'HUBSPOT_BASE_URL',
});
