import { getEventListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createUpstream, type Upstream } from '../../src/http/upstream.ts';
import { newCall, sendJson, startVendor, within } from './vendor.ts';

const Anything = z.unknown();

/** What a cancelled call throws; `late` where a timer comes first, which it does not before what waits for nothing, however loaded the machine. */
async function cancelled(
  { url: baseUrl, arrived }: Awaited<ReturnType<typeof startVendor>>,
  effect: 'read' | 'create',
  authorize?: () => Promise<Record<string, string>>,
) {
  const controller = new AbortController();
  const upstream = createUpstream({ system: 'Xero', baseUrl, requestIdHeaders: [], ...(authorize && { authorize }) });
  const call = newCall({ effect, signal: controller.signal });
  const method = effect === 'read' ? 'GET' : 'POST';
  const failure = within(call, () => upstream.json(Anything, { method, path: ['x'] })).catch((error: unknown) => error);
  if (!authorize) await vi.waitFor(() => expect(arrived).toHaveLength(1), { timeout: 20_000 });
  await delay(80);
  controller.abort();
  return Promise.race([failure, delay(100, 'late')]);
}

describe('a cancelled call is free within 100 ms', () => {
  test('while it waits to try again', async () => {
    const vendor = await startVendor((response) => sendJson(response, 503, {}, { 'retry-after': '30' }));

    const failure = await cancelled(vendor, 'read');

    expect(failure).toMatchObject({ code: 'cancelled' });
    expect(vendor.arrived).toHaveLength(1);
  });

  test('while no headers come, and the vendor sees the connection close', async () => {
    const closed = Promise.withResolvers<void>();
    const vendor = await startVendor((response) => void response.on('close', () => closed.resolve()));

    const failure = await cancelled(vendor, 'read');

    expect(failure).toMatchObject({ code: 'cancelled' });
    await closed.promise;
    expect(vendor.arrived).toHaveLength(1);
  });

  test('while a body stalls', async () => {
    const vendor = await startVendor((response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{');
    });

    const failure = await cancelled(vendor, 'read');

    expect(failure).toMatchObject({ code: 'cancelled' });
  });

  test('while credentials are fetched, and then nothing was sent, so a write is not in doubt', async () => {
    const vendor = await startVendor((response) => sendJson(response, 200, {}));

    const failure = await cancelled(vendor, 'create', () => new Promise(() => undefined));

    expect(failure).toMatchObject({ code: 'cancelled' });
    expect(vendor.arrived).toHaveLength(0);
  });

  test('and a write that was under way is in doubt', async () => {
    const vendor = await startVendor(() => undefined);

    const failure = await cancelled(vendor, 'create');

    expect(failure).toMatchObject({ code: 'unknown_outcome' });
  });

  test('and sends nothing when it was cancelled before', async () => {
    const vendor = await startVendor((response) => sendJson(response, 200, {}));
    const upstream = createUpstream({ system: 'Xero', baseUrl: vendor.url, requestIdHeaders: [] });
    const call = newCall({ effect: 'create', signal: AbortSignal.abort() });

    const failure = within(call, () => upstream.json(Anything, { method: 'POST', path: ['x'] }));

    await expect(failure).rejects.toMatchObject({ code: 'cancelled' });
    expect(vendor.arrived).toHaveLength(0);
  });
});

describe('the deadline of a call', () => {
  test('ends an attempt that has time of its own left', async () => {
    const vendor = await startVendor(() => undefined);
    const upstream = createUpstream({ system: 'Xero', baseUrl: vendor.url, requestIdHeaders: [], timeoutSeconds: 20 });
    const call = newCall({ seconds: 0.2 });
    const from = performance.now();

    const failure = within(call, () => upstream.json(Anything, { path: ['x'] }));

    await expect(failure).rejects.toMatchObject({ code: 'timeout' });
    expect(performance.now() - from).toBeLessThan(10_000);
    expect(call.upstream.attempts).toBe(1);
  });

  test('ends the waiting for the window of a limit', async () => {
    const vendor = await startVendor((response) => sendJson(response, 200, {}));
    const limits = [{ calls: 1, perSeconds: 5 }];
    const upstream = createUpstream({ system: 'Xero', baseUrl: vendor.url, requestIdHeaders: [], limits });
    const ask = (signal?: AbortSignal) =>
      within(newCall(signal ? { signal } : {}), () => upstream.json(Anything, { path: ['x'] }));
    await ask();
    const from = performance.now();

    await expect(ask(AbortSignal.timeout(80))).rejects.toMatchObject({ code: 'timeout' });

    expect(performance.now() - from).toBeLessThan(4000);
    expect(vendor.arrived).toHaveLength(1);
  });

  test('that comes as an abort is a timeout, not a cancellation', async () => {
    const vendor = await startVendor(() => undefined);
    const upstream = createUpstream({ system: 'Xero', baseUrl: vendor.url, requestIdHeaders: [] });
    const call = newCall({ seconds: 10, signal: AbortSignal.timeout(100) });

    const failure = within(call, () => upstream.json(Anything, { path: ['x'] }));

    await expect(failure).rejects.toMatchObject({ code: 'timeout' });
  });
});

test.each([
  ['in its options', ({ fetch }: Upstream, url: string, signal: AbortSignal) => fetch(url, { signal })],
  ['in a Request', ({ fetch }: Upstream, url: string, signal: AbortSignal) => fetch(new Request(url, { signal }))],
])("an SDK's own signal %s ends its request", async (_, ask) => {
  const sdk = new AbortController();
  const vendor = await startVendor(() => sdk.abort(new DOMException('', 'TimeoutError')));
  const upstream = createUpstream({ system: 'Xero', baseUrl: vendor.url, requestIdHeaders: [] });

  const answer = ask(upstream, `${vendor.url}/x`, sdk.signal);

  await expect(answer).rejects.toMatchObject({ code: 'timeout' });
  expect(vendor.arrived).toHaveLength(1);
});

test.each(['read', 'create'] as const)('requests of a %s leave nothing on the signal of their call', async (effect) => {
  const vendor = await startVendor((response) => sendJson(response, 200, {}));
  const upstream = createUpstream({ system: 'Xero', baseUrl: vendor.url, requestIdHeaders: [], concurrency: 1 });
  const call = newCall({ effect, caller: 'sam' });
  const ask = (path: string) => upstream.json(Anything, { method: effect === 'read' ? 'GET' : 'POST', path: [path] });

  // The second waits for its turn.
  await within(call, () => Promise.all([ask('first'), ask('second')]));

  expect(vendor.arrived).toHaveLength(2);
  expect(getEventListeners(call.signal, 'abort')).toEqual([]);
});
