import { createCaller } from '@bizmcp/testkit/fake-vendor';
import { createXeroSimulator } from '../simulator/xero-simulator.ts';
import { xero } from '../src/server.ts';

/** Faster than anyone is let by Xero. */
const limits = { perMinute: 100_000, perDay: 100_000 };

/** The whole server at work on a simulated organisation whose last day is 2026-11-21. */
export function openServer() {
  const simulator = createXeroSimulator({ today: '2026-11-21', limits });
  const { clientId, clientSecret } = simulator.client;
  const settings = { XERO_CLIENT_ID: clientId, XERO_CLIENT_SECRET: clientSecret };
  return { simulator, ...createCaller({ server: xero, settings, transport: simulator.fetch }) };
}
