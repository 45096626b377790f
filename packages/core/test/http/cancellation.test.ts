import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createUpstream } from '../../src/http/upstream.ts';
import { newCall, sendJson, startVendor, within } from './vendor.ts';

const Anything = z.unknown();

/** Milliseconds from the cancellation to the rejection, and what was thrown. */
async function timeCancellation(
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
  await new Promise((resolve) => setTimeout(resolve, 80));
  const from = performance.now();
  controller.abort();
  return { failure: await failure, milliseconds: performance.now() - from };
}

describe('a cancelled call is free within 100 ms', () => {
  test('while it waits to try again', async () => {
    const vendor = await startVendor((response) => sendJson(response, 503, {}, { 'retry-after': '30' }));

    const { failure, milliseconds } = await timeCancellation(vendor, 'read');

    expect(failure).toMatchObject({ code: 'cancelled' });
    expect(milliseconds).toBeLessThan(100);
    expect(vendor.arrived).toHaveLength(1);
  });

  test('while no headers come, and the vendor sees the connection close', async () => {
    const closed = Promise.withResolvers<void>();
    const vendor = await startVendor((response) => void response.on('close', () => closed.resolve()));

    const { failure, milliseconds } = await timeCancellation(vendor, 'read');

    expect(failure).toMatchObject({ code: 'cancelled' });
    expect(milliseconds).toBeLessThan(100);
    await closed.promise;
    expect(vendor.arrived).toHaveLength(1);
  });

  test('while a body stalls', async () => {
    const vendor = await startVendor((response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{');
    });

    const { failure, milliseconds } = await timeCancellation(vendor, 'read');

    expect(failure).toMatchObject({ code: 'cancelled' });
    expect(milliseconds).toBeLessThan(100);
  });

  test('while credentials are fetched, and then nothing was sent, so a write is not in doubt', async () => {
    const vendor = await startVendor((response) => sendJson(response, 200, {}));

    const { failure, milliseconds } = await timeCancellation(vendor, 'create', () => new Promise(() => undefined));

    expect(failure).toMatchObject({ code: 'cancelled' });
    expect(milliseconds).toBeLessThan(100);
    expect(vendor.arrived).toHaveLength(0);
  });

  test('and a write that was under way is in doubt', async () => {
    const vendor = await startVendor(() => undefined);

    const { failure, milliseconds } = await timeCancellation(vendor, 'create');

    expect(failure).toMatchObject({ code: 'unknown_outcome' });
    expect(milliseconds).toBeLessThan(100);
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
    const from = performance.now();

    const failure = within(newCall({ seconds: 0.2 }), () => upstream.json(Anything, { path: ['x'] }));

    await expect(failure).rejects.toMatchObject({ code: 'timeout' });
    expect(performance.now() - from).toBeLessThan(400);
    expect(vendor.arrived).toHaveLength(1);
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

    expect(performance.now() - from).toBeLessThan(1000);
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

test("an SDK's own signal ends its request", async () => {
  const vendor = await startVendor(() => undefined);
  const upstream = createUpstream({ system: 'Xero', baseUrl: vendor.url, requestIdHeaders: [] });
  const init = { signal: AbortSignal.timeout(50) };

  await expect(upstream.fetch(`${vendor.url}/x`, init)).rejects.toMatchObject({ code: 'timeout' });
  await expect(
    upstream.fetch(new Request(`${vendor.url}/x`, { signal: AbortSignal.timeout(50) })),
  ).rejects.toMatchObject({
    code: 'timeout',
  });
  expect(vendor.arrived).toHaveLength(2);
});
