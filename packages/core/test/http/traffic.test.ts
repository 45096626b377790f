import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createUpstream, type UpstreamOptions } from '../../src/http/upstream.ts';
import { createMemoryEngine } from '../../src/state/memory-engine.ts';
import { createState } from '../../src/state/shared-state.ts';
import { createFakeClock, newCall, sendJson, startVendor, within } from './vendor.ts';

function options(baseUrl: string, more: Partial<UpstreamOptions> = {}) {
  return { system: 'Xero', baseUrl, requestIdHeaders: [], clock: createFakeClock(), random: () => 0, ...more };
}

describe('requests under way at once', () => {
  /** A vendor that answers when it is told, and counts how many wait for it at once. */
  async function startHolding() {
    const held: ServerResponse[] = [];
    const most = { atOnce: 0 };
    const vendor = await startVendor((response) => {
      held.push(response);
      most.atOnce = Math.max(most.atOnce, held.length);
    });
    const release = () => sendJson(held.shift() ?? expect.fail('nothing is held'), 200, { id: '1' });
    const until = async (count: number) => {
      while (held.length < count) await delay(2);
    };
    return { vendor, held, most, release, until };
  }

  test('are no more than the vendor is given, and the others follow in turn', async () => {
    const { vendor, most, release, until } = await startHolding();
    const upstream = createUpstream(options(vendor.url, { concurrency: 2 }));

    const answers = Array.from({ length: 6 }, (_, index) =>
      within(newCall(), () => upstream.json(z.unknown(), { path: [index] })),
    );
    for (let index = 0; index < 6; index += 1) {
      await until(1);
      release();
    }
    await Promise.all(answers);

    expect(most.atOnce).toBe(2);
    expect(vendor.arrived).toHaveLength(6);
  });

  test('leave room for so many more to wait; who comes then is told to come back', async () => {
    const { vendor, release, until } = await startHolding();
    const upstream = createUpstream(options(vendor.url, { concurrency: 1, queueLength: 1 }));
    const ask = () => within(newCall(), () => upstream.json(z.unknown(), { path: ['x'] }));
    const served = [ask(), ask()];
    await until(1);

    const turnedAway = ask();

    await expect(turnedAway).rejects.toMatchObject({ code: 'rate_limited', details: { retryAfterSeconds: 5 } });
    release();
    await until(1);
    release();
    await Promise.all(served);
  });

  test('free their place when they are cancelled, and a cancelled one in the queue is never sent', async () => {
    const { vendor, held, release, until } = await startHolding();
    const upstream = createUpstream(options(vendor.url, { concurrency: 1 }));
    const control = new AbortController();
    const ask = (path: string, signal?: AbortSignal) =>
      within(newCall({ ...(signal && { signal }) }), () => upstream.json(z.unknown(), { path: [path] }));
    const stopped = [ask('under-way', control.signal), ask('queued', control.signal)];
    await until(1);
    const next = ask('next');

    control.abort();
    const outcomes = await Promise.allSettled(stopped);
    held.length = 0;
    await until(1);
    release();

    expect(outcomes).toMatchObject(Array(2).fill({ status: 'rejected', reason: { code: 'cancelled' } }));
    expect(await next).toEqual({ id: '1' });
    expect(vendor.arrived.map(({ url }) => url)).toEqual(['/under-way', '/next']);
  });
});

describe('a limit that the vendor reports', () => {
  const readLimits = (headers: Headers) => ({
    remaining: Number(headers.get('x-remaining')),
    limit: 100,
    resetSeconds: Number(headers.get('x-reset')),
  });
  const startReporting = (remaining: number, reset: number) =>
    startVendor((response) =>
      sendJson(response, 200, { id: '1' }, { 'x-remaining': String(remaining), 'x-reset': String(reset) }),
    );

  test('is waited for when little is left and the reset is near', async () => {
    const vendor = await startReporting(9, 8);
    const clock = createFakeClock();
    const upstream = createUpstream(options(vendor.url, { clock, readLimits }));
    const ask = () => within(newCall(), () => upstream.json(z.unknown(), { path: ['x'] }));

    await ask();
    await ask();

    expect(vendor.arrived).toHaveLength(2);
    expect(clock.waits.map((wait) => Math.round(wait / 1000))).toEqual([8]);
  });

  test.each([
    ['far away', 40, 60],
    ['after the deadline', 8, 5],
  ])('refuses the next request when the reset is %s', async (_, reset, seconds) => {
    const vendor = await startReporting(10, reset);
    const clock = createFakeClock();
    const upstream = createUpstream(options(vendor.url, { clock, readLimits }));
    const ask = () => within(newCall({ seconds }), () => upstream.json(z.unknown(), { path: ['x'] }));
    await ask();

    const refused = ask();

    await expect(refused).rejects.toMatchObject({
      code: 'rate_limited',
      message: expect.stringContaining('nothing was sent'),
      details: { retryAfterSeconds: reset },
    });
    expect([vendor.arrived.length, clock.waits]).toEqual([1, []]);
  });

  test('that stops a retry does not hide what the vendor said', async () => {
    const headers = { 'x-remaining': '0', 'x-reset': '40' };
    const vendor = await startVendor((response) => sendJson(response, 503, {}, headers));
    const upstream = createUpstream(options(vendor.url, { readLimits }));

    const failure = within(newCall(), () => upstream.json(z.unknown(), { path: ['x'] }));

    await expect(failure).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('(503)') });
    expect(vendor.arrived).toHaveLength(1);
  });

  test('holds back only what counts against it', async () => {
    const vendor = await startReporting(0, 40);
    const limitScope = (url: URL) => (url.pathname.startsWith('/search') ? 'search' : 'records');
    const upstream = createUpstream(options(vendor.url, { readLimits, limitScope }));
    const ask = (path: string) => within(newCall(), () => upstream.json(z.unknown(), { path: [path] }));
    await ask('search');

    const outcomes = await Promise.allSettled([ask('search'), ask('contacts')]);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  test('is not read from the answers of a further origin', async () => {
    const store = await startReporting(0, 40);
    const vendor = await startReporting(50, 40);
    const upstream = createUpstream(options(vendor.url, { origins: [store.url], readLimits }));

    for (let index = 0; index < 2; index += 1) await upstream.fetch(`${store.url}/file`);
    await upstream.json(z.unknown(), { path: ['x'] });

    expect([store.arrived.length, vendor.arrived.length]).toEqual([2, 1]);
  });

  test('that cannot be read is no reason to fail', async () => {
    const vendor = await startReporting(0, 40);
    const upstream = createUpstream(
      options(vendor.url, {
        readLimits: () => {
          throw new Error('no such header');
        },
      }),
    );

    for (let index = 0; index < 3; index += 1) await upstream.json(z.unknown(), { path: ['x'] });

    expect(vendor.arrived).toHaveLength(3);
  });
});

test('a 429 that asks to wait holds the requests of other calls back as well', async () => {
  const vendor = await startVendor((response) => sendJson(response, 429, {}, { 'retry-after': '30' }));
  const upstream = createUpstream(options(vendor.url, { attempts: 1 }));
  const ask = () => within(newCall(), () => upstream.json(z.unknown(), { path: ['x'] }));

  await expect(ask()).rejects.toMatchObject({ code: 'rate_limited', details: { retryAfterSeconds: 30 } });
  await expect(ask()).rejects.toMatchObject({ code: 'rate_limited', details: { retryAfterSeconds: 30 } });

  expect(vendor.arrived).toHaveLength(1);
});

test('a 429 holds back a request too that was being counted when it came', async () => {
  const vendor = await startVendor((response) => sendJson(response, 429, {}, { 'retry-after': '30' }));
  const engine = createMemoryEngine();
  const counting = Promise.withResolvers<void>();
  const counted = Promise.withResolvers<void>();
  let takes = 0;
  const take: typeof engine.take = async (...given) => {
    takes += 1;
    if (takes === 2) counting.resolve();
    if (takes === 2) await counted.promise;
    return engine.take(...given);
  };
  const state = createState(async () => ({ ...engine, take }));
  const limits = [{ calls: 100, perSeconds: 60 }];
  const upstream = createUpstream(options(vendor.url, { attempts: 1, limits, state }));
  const ask = () => within(newCall(), () => upstream.json(z.unknown(), { path: ['x'] }));
  const first = ask();
  const second = ask();
  await counting.promise;
  await expect(first).rejects.toMatchObject({ code: 'rate_limited' });

  counted.resolve();

  await expect(second).rejects.toMatchObject({ code: 'rate_limited', message: expect.stringContaining('was sent') });
  expect(vendor.arrived).toHaveLength(1);
});

test('a 429 of a further origin does not hold back the requests to the system', async () => {
  const store = await startVendor((response) => sendJson(response, 429, {}, { 'retry-after': '30' }));
  const vendor = await startVendor((response) => sendJson(response, 200, { id: '1' }));
  const upstream = createUpstream(options(vendor.url, { origins: [store.url], attempts: 1 }));

  await expect(upstream.fetch(`${store.url}/file`)).rejects.toMatchObject({ code: 'rate_limited' });

  expect(await upstream.json(z.unknown(), { path: ['x'] })).toEqual({ id: '1' });
});

test('a refusal that its server explains as not worth a retry is not repeated', async () => {
  const vendor = await startVendor((response) => sendJson(response, 429, { policyName: 'DAILY' }));
  const clock = createFakeClock();
  const explain = () => ({ message: 'The limit for today is reached', retry: false });
  const upstream = createUpstream(options(vendor.url, { clock, explain }));

  const failure = within(newCall(), () => upstream.json(z.unknown(), { path: ['x'] }));

  await expect(failure).rejects.toMatchObject({
    code: 'rate_limited',
    message: expect.stringContaining('The limit for today is reached'),
  });
  expect([vendor.arrived.length, clock.waits]).toEqual([1, []]);
});
