import { expect, test } from 'vitest';
import * as z from 'zod';
import { createUpstream, type UpstreamOptions } from '../../src/http/upstream.ts';
import { createFakeClock, newCall, sendJson, startVendor, within } from './vendor.ts';

type Explanation = ReturnType<NonNullable<UpstreamOptions['explain']>>;

/** A vendor that answers everything with 500, and how often it was asked by ten writes and one read. */
async function ask(explanation: Explanation) {
  const vendor = await startVendor((response) => sendJson(response, 500, { code: 'P0002' }));
  const explain = () => explanation;
  const options = { system: 'Acme', baseUrl: vendor.url, requestIdHeaders: [], clock: createFakeClock(), explain };
  const upstream = createUpstream(options);
  const send = (effect: 'create' | 'read') =>
    within(newCall({ effect }), () =>
      upstream.json(z.unknown(), { method: effect === 'read' ? 'GET' : 'POST', path: ['x'] }),
    ).catch((error: unknown) => error);
  const writes: unknown[] = [];
  for (let count = 0; count < 10; count += 1) writes.push(await send('create'));
  return { first: writes[0], last: writes[9], read: await send('read'), arrived: vendor.arrived.length };
}

test('a refusal that says that nothing was done leaves no doubt, whatever its status, and shows a system at work', async () => {
  const { first, last, read, arrived } = await ask({ code: 'not_found', message: 'no ticket', isUndone: true });

  expect(first).toMatchObject({ code: 'not_found', message: expect.stringContaining('no ticket') });
  expect([last, read]).toMatchObject([{ code: 'not_found' }, { code: 'not_found' }]);
  expect(arrived).toBe(11);
});

test('a failure that says that nothing was done leaves no doubt, and counts as one', async () => {
  const { first, last, arrived } = await ask({ code: 'unavailable', message: 'no connection', isUndone: true });

  expect([first, last]).toMatchObject([{ code: 'unavailable' }, { code: 'unavailable' }]);
  expect(last).toMatchObject({ message: expect.stringContaining('left alone for a while') });
  expect(arrived).toBeLessThan(10);
});

test('a failure that says nothing of it leaves a doubt', async () => {
  const { first } = await ask({ code: 'not_found', message: 'no ticket' });

  expect(first).toMatchObject({ code: 'unknown_outcome' });
});
