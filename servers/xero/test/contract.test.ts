import { testServer } from '@bizmcp/testkit';
import { createXeroSimulator } from '../simulator/xero-simulator.ts';
import { xero } from '../src/server.ts';

// Walking over pages is faster than Xero lets anyone read; the day is that of the examples.
const options = { today: '2026-11-21', limits: { perMinute: 100_000, perDay: 100_000 } };

testServer(xero, {
  folder: new URL('..', import.meta.url),
  simulator() {
    const simulator = createXeroSimulator(options);
    const { clientId, clientSecret } = simulator.client;
    return { simulator, settings: { XERO_CLIENT_ID: clientId, XERO_CLIENT_SECRET: clientSecret } };
  },
  baseUrlSetting: 'XERO_BASE_URL',
  budgetTokens: 3500,
});
