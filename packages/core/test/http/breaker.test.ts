import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createUpstream, type UpstreamOptions } from '../../src/http/upstream.ts';
import { createFakeClock, newCall, sendJson, startVendor, within } from './vendor.ts';

function createSystem(baseUrl: string, more: Partial<UpstreamOptions> = {}) {
  const clock = createFakeClock();
  const upstream = createUpstream({
    system: 'Sage',
    baseUrl,
    requestIdHeaders: [],
    attempts: 1,
    clock,
    random: () => 0,
    ...more,
  });
  const ask = (method: 'GET' | 'POST' = 'GET'): Promise<unknown> =>
    within(newCall({ effect: method === 'GET' ? 'read' : 'create' }), () =>
      upstream.json(z.unknown(), { method, path: ['x'] }),
    ).catch((error: unknown) => error);
  return { clock, upstream, ask };
}

async function repeat(count: number, ask: () => Promise<unknown>): Promise<void> {
  for (let index = 0; index < count; index += 1) await ask();
}

test('a system that keeps failing is left alone, and the refusal says when to come back', async () => {
  const vendor = await startVendor((response) => sendJson(response, 503, {}));
  const { ask } = createSystem(vendor.url);
  await repeat(5, ask);

  const refused = await ask();
  const write = await ask('POST');

  expect(vendor.arrived).toHaveLength(5);
  expect(refused).toMatchObject({
    code: 'unavailable',
    message:
      'Sage has failed several times in a row, so it is left alone for a while and nothing was sent. Try again in 5 seconds.',
    details: { retryAfterSeconds: 5 },
  });
  expect(write).toMatchObject({ code: 'unavailable' });
});

test('a system that is back is used again after one good probe', async () => {
  let isDown = true;
  const vendor = await startVendor((response) => sendJson(response, isDown ? 500 : 200, { id: '1' }));
  const { ask, clock } = createSystem(vendor.url);
  await repeat(5, ask);
  isDown = false;
  const held = await ask();
  await clock.sleep(5001);

  const answers = [await ask(), await ask()];

  expect(held).toMatchObject({ code: 'unavailable' });
  expect(answers).toEqual([{ id: '1' }, { id: '1' }]);
  expect(vendor.arrived).toHaveLength(7);
});

test('while it is not known whether the system is back, one request finds out and the others are held back', async () => {
  let isDown = true;
  const vendor = await startVendor((response) => sendJson(response, isDown ? 500 : 200, { id: '1' }));
  const { ask, clock } = createSystem(vendor.url);
  await repeat(5, ask);
  isDown = false;
  await clock.sleep(5001);

  const answers = await Promise.all([ask(), ask(), ask()]);

  expect(answers.filter((answer) => !(answer instanceof Error))).toEqual([{ id: '1' }]);
  expect(vendor.arrived).toHaveLength(6);
});

test.each([400, 401, 403, 404, 408, 409, 422, 429, 501])('any number of %i leaves the way open', async (status) => {
  const vendor = await startVendor((response) => sendJson(response, status, {}));
  const { ask } = createSystem(vendor.url);

  await repeat(30, ask);

  expect(vendor.arrived).toHaveLength(30);
});

test.each([
  ['resets', (response: { destroy(): unknown }) => void response.destroy()],
  ['silence', () => undefined],
])('%s count as failures', async (_, answer) => {
  const vendor = await startVendor(answer);
  const transport = vi.fn(fetch);
  const { ask } = createSystem(vendor.url, { timeoutSeconds: 0.05, transport });

  await repeat(7, ask);

  // Counted as they leave: one that is given up soon may not arrive any more.
  expect(transport).toHaveBeenCalledTimes(5);
});

test('calls that were given up say nothing of the system, calls that ran out of time do', async () => {
  const client = { abort: () => {} };
  const vendor = await startVendor(() => client.abort());
  const { upstream } = createSystem(vendor.url);
  const askAndEnd = (reason?: DOMException) => {
    const control = new AbortController();
    client.abort = () => control.abort(reason);
    const call = newCall({ signal: control.signal });
    return within(call, () => upstream.json(z.unknown(), { path: ['x'] })).catch(() => undefined);
  };

  await repeat(8, () => askAndEnd());
  const arrivedBefore = vendor.arrived.length;
  await repeat(7, () => askAndEnd(new DOMException('', 'TimeoutError')));

  expect([arrivedBefore, vendor.arrived.length]).toEqual([8, 13]);
});

test('a retry that the open breaker would refuse is neither waited for nor hides what the system said', async () => {
  const vendor = await startVendor((response) => sendJson(response, 503, {}));
  const { ask, clock } = createSystem(vendor.url, { attempts: 3 });

  const failures = [await ask(), await ask()];

  expect(vendor.arrived).toHaveLength(5);
  expect(clock.waits).toHaveLength(3);
  expect(failures[1]).toMatchObject({ code: 'unavailable', message: expect.stringContaining('Sage is failing (503)') });
});

test('a write whose attempt was lost stays in doubt when the breaker stops its retry', async () => {
  const vendor = await startVendor((response) => sendJson(response, 503, {}));
  const { ask, upstream } = createSystem(vendor.url, { attempts: 3, idempotencyHeader: 'idempotency-key' });
  await ask();
  await ask('POST');

  const failure = within(newCall({ effect: 'create', idempotencyKey: 'k' }), () =>
    upstream.json(z.unknown(), { method: 'POST', path: ['x'] }),
  );

  await expect(failure).rejects.toMatchObject({ code: 'unknown_outcome' });
  expect(vendor.arrived).toHaveLength(5);
});

test('a further origin that fails does not close the way to the system itself', async () => {
  const store = await startVendor((response) => sendJson(response, 503, {}));
  const vendor = await startVendor((response) => sendJson(response, 200, { id: '1' }));
  const { ask, upstream } = createSystem(vendor.url, { origins: [store.url] });

  await repeat(8, () => upstream.fetch(`${store.url}/file`).catch(() => undefined));

  expect(store.arrived).toHaveLength(5);
  expect(await ask()).toEqual({ id: '1' });
});
