import type { TokenSource } from '@bizmcp/core';
import { testServer } from '@bizmcp/testkit';
import { createXeroSimulator } from '../simulator/xero-simulator.ts';
import { xero } from '../src/server.ts';

// Walking over pages is faster than Xero lets anyone read; the day is that of the examples.
const options = { today: '2026-11-21', limits: { perMinute: 100_000, perDay: 100_000 } };
const { demoToken } = createXeroSimulator(options);
const { api } = xero;

// What a person is asked with is read before the yes, and a login for that would count as a request that writes; it has tests of its own.
const loggedIn: typeof xero = {
  ...xero,
  api: {
    ...api,
    connect: ({ tokens, ...context }) => api.connect({ ...context, ...(tokens && { tokens: heldOf(tokens) }) }),
  },
};

testServer(loggedIn, {
  folder: new URL('..', import.meta.url),
  simulator() {
    const simulator = createXeroSimulator(options);
    const { clientId, clientSecret } = simulator.client;
    return { simulator, settings: { XERO_CLIENT_ID: clientId, XERO_CLIENT_SECRET: clientSecret } };
  },
  baseUrlSetting: 'XERO_BASE_URL',
});

/** The token that every simulated organisation knows, until it has to be renewed. */
function heldOf(tokens: TokenSource): TokenSource {
  let isHeld = true;
  return {
    ...tokens,
    accessToken: async () => (isHeld ? demoToken : tokens.accessToken()),
    async renew() {
      isHeld = false;
      await tokens.renew();
    },
  };
}
