import { expect, test } from 'vitest';
import * as z from 'zod';
import { createConnection } from '../../src/credentials/connection.ts';
import { defineApi } from '../../src/define/api.ts';
import { defineServer } from '../../src/define/server.ts';
import type { Upstream } from '../../src/http/upstream.ts';
import { openState } from '../../src/state/open-state.ts';
import { createFakeClock, newCall, sendJson, startVendor, within } from './vendor.ts';

test('it is on record once when a system is left alone, and once when it is back, whatever the probes between', async () => {
  const vendor = await startVendor((response, _, count) => sendJson(response, count <= 4 ? 500 : 200, {}));
  const clock = createFakeClock();
  const events: string[] = [];
  const server = defineServer({
    name: 'shop',
    title: 'Shop',
    instructions: 'Shop.',
    api: defineApi({
      system: 'Shop',
      settings: z.object({}),
      credentials: [],
      connect: ({ createUpstream }) =>
        createUpstream({
          baseUrl: vendor.url,
          requestIdHeaders: [],
          attempts: 1,
          breaker: { failuresInRow: 2 },
          clock,
        }),
      check: async () => 'open',
    }),
    tools: [],
  });
  const report = async (event: string) => void events.push(event);
  const connection = createConnection(server, {
    settings: { environment: {} },
    principal: 'sam',
    report,
    inBackground: ({ run }) => run(),
    state: openState('memory:'),
  });
  const ask = async () => {
    // The connection's api has the type that `connect` gives.
    const api = (await connection.api()) as Upstream;
    await within(newCall({ seconds: 900 }), () => api.json(z.unknown(), { path: ['x'] })).catch(() => undefined);
    await clock.sleep(61_000);
  };

  await ask();
  expect(events).toEqual([]);
  await ask();
  expect(events).toEqual(['breaker.opened']);
  await ask();
  await ask();
  expect(events).toEqual(['breaker.opened']);
  await ask();
  await ask();
  expect(events).toEqual(['breaker.opened', 'breaker.closed']);
});
