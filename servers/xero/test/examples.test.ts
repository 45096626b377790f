import { createCaller } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createXeroSimulator } from '../simulator/xero-simulator.ts';
import { xero } from '../src/server.ts';

test.each(['2026-11-22', '2028-02-29'])('every example is answered by a sandbox started on %s', async (today) => {
  const simulator = createXeroSimulator({ today, limits: { perMinute: 100_000, perDay: 100_000 } });
  const { clientId, clientSecret } = simulator.client;
  const settings = { XERO_CLIENT_ID: clientId, XERO_CLIENT_SECRET: clientSecret };

  for (const { name, examples } of xero.tools) {
    for (const { input } of examples) {
      const { call } = createCaller({ server: xero, settings, transport: simulator.fetch });
      expect(await call(name, input), name).toBeTypeOf('object');
    }
  }
});
