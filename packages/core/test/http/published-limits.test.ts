import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { ToolError } from '../../src/define/tool-error.ts';
import { createUpstream, type UpstreamOptions } from '../../src/http/upstream.ts';
import { systemClock } from '../../src/resilience/clock.ts';
import { createMemoryEngine } from '../../src/state/memory-engine.ts';
import { openState } from '../../src/state/open-state.ts';
import { createState } from '../../src/state/shared-state.ts';
import { type CallOptions, createFakeClock, newCall, sendJson, startVendor, within } from './vendor.ts';

function createXero(baseUrl: string, more: Partial<UpstreamOptions & { system: string }>) {
  const upstream = createUpstream({
    system: 'Xero',
    baseUrl,
    requestIdHeaders: [],
    clock: createFakeClock(),
    random: () => 0,
    ...more,
  });
  return (call: CallOptions = {}, headers: Record<string, string> = {}) => {
    const method = call.effect && call.effect !== 'read' ? 'POST' : 'GET';
    const path = [`${Math.random()}`];
    return within(newCall(call), () => upstream.json(z.unknown(), { method, path, headers }));
  };
}

const startOk = () => startVendor((response) => sendJson(response, 200, {}));

function sqliteAddress(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bizmcp-limits-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return `sqlite:${join(folder, 'state.sqlite')}`;
}

function openSqlite(address: string) {
  const state = openState(address);
  onTestFinished(() => state.close());
  return state;
}

test('a request over the rate waits for its turn while its call has the time', async () => {
  const vendor = await startOk();
  const clock = createFakeClock();
  const ask = createXero(vendor.url, { clock, limits: [{ calls: 2, perSeconds: 20 }] });

  for (let index = 0; index < 3; index += 1) await ask();

  expect(vendor.arrived).toHaveLength(3);
  const waited = clock.waits.reduce((sum, wait) => sum + wait, 0) / 1000;
  expect(waited).toBeGreaterThan(19);
  expect(waited).toBeLessThan(22);
});

test('a limit of one scope holds up no other', async () => {
  const vendor = await startOk();
  const clock = createFakeClock();
  const limits = [{ calls: 2, perSeconds: 20, scope: 'search' }];
  const scopes = ['search', 'search', '', '', '', 'search'];
  const ask = createXero(vendor.url, { clock, limits, limitScope: () => scopes.shift() ?? '' });

  for (let index = 0; index < 5; index += 1) await ask();
  const waitsBefore = clock.waits.length;
  scopes.unshift('search');
  await ask();

  expect(waitsBefore).toBe(0);
  expect(clock.waits.length).toBeGreaterThan(0);
});

test('one whose turn comes after its deadline is refused at once, with the time to wait, and is not sent', async () => {
  const vendor = await startOk();
  const clock = createFakeClock();
  const ask = createXero(vendor.url, { clock, limits: [{ calls: 1, perSeconds: 60 }] });
  await ask({ seconds: 30 });

  const refused = ask({ seconds: 30 });

  await expect(refused).rejects.toMatchObject({
    code: 'rate_limited',
    message: expect.stringMatching(/^Xero takes 1 request in 60 seconds, and no more are left, so nothing was sent/),
  });
  const error = await refused.catch((reason: unknown) => reason);
  const wait = error instanceof ToolError ? error.details.retryAfterSeconds : undefined;
  expect(wait).toBeGreaterThanOrEqual(58);
  expect(wait).toBeLessThanOrEqual(62);
  expect(clock.waits).toEqual([]);
  expect(vendor.arrived).toHaveLength(1);
});

test('each attempt counts: those that were repeated, and those that failed', async () => {
  const vendor = await startVendor((response, _, count) => sendJson(response, count === 3 ? 404 : 503, {}));
  const ask = createXero(vendor.url, { attempts: 2, limits: [{ calls: 3, perSeconds: 86_400 }] });

  await expect(ask()).rejects.toMatchObject({ code: 'unavailable' });
  await expect(ask()).rejects.toMatchObject({ code: 'not_found' });
  await expect(ask()).rejects.toMatchObject({ code: 'rate_limited' });

  expect(vendor.arrived).toHaveLength(3);
});

test('what was not sent does not count: without credentials, while the system is left alone, or for another limit', async () => {
  const vendor = await startVendor((response, _, count) => sendJson(response, count === 1 ? 500 : 200, {}));
  const clock = createFakeClock();
  const state = createState(async () => createMemoryEngine(clock.date));
  const shared = { state, clock };
  const limits = [{ calls: 2, perSeconds: 86_400 }];
  const unauthorized = createXero(vendor.url, {
    ...shared,
    limits,
    authorize: () => Promise.reject(new ToolError('unauthenticated', 'Log in')),
  });
  const failing = createXero(vendor.url, { ...shared, limits, attempts: 1, breaker: { failuresInRow: 1 } });
  const hasty = createXero(vendor.url, { ...shared, limits: [...limits, { calls: 0, perSeconds: 60 }] });

  for (let index = 0; index < 3; index += 1) {
    await expect(unauthorized()).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(hasty({ seconds: 30 })).rejects.toMatchObject({ code: 'rate_limited' });
  }
  await expect(failing()).rejects.toMatchObject({ code: 'unavailable' });
  for (let index = 0; index < 3; index += 1) await expect(failing()).rejects.toMatchObject({ code: 'unavailable' });

  expect(vendor.arrived).toHaveLength(1);
  // Whoever shares the state leaves it alone so long, too.
  await clock.sleep(5200);
  await createXero(vendor.url, { ...shared, limits })();
  await expect(createXero(vendor.url, { ...shared, limits })()).rejects.toMatchObject({ code: 'rate_limited' });
});

test('reads leave a reserve to writes', async () => {
  const vendor = await startOk();
  const ask = createXero(vendor.url, { limits: [{ calls: 10, perSeconds: 86_400, reserve: 0.2 }] });
  for (let index = 0; index < 8; index += 1) await ask();

  await expect(ask()).rejects.toMatchObject({ code: 'rate_limited', message: expect.stringContaining('for reads') });
  await ask({ effect: 'create' });
  await ask({ effect: 'create' });
  await expect(ask({ effect: 'create' })).rejects.toMatchObject({ code: 'rate_limited' });

  expect(vendor.arrived).toHaveLength(10);
});

test('what a write looks up, for its preview too, counts as part of it', async () => {
  const vendor = await startOk();
  const ask = createXero(vendor.url, { limits: [{ calls: 10, perSeconds: 86_400, reserve: 0.2 }] });
  for (let index = 0; index < 8; index += 1) await ask();

  await ask({ effect: 'read', isForWrite: true });
  await ask({ effect: 'read', isForWrite: true });

  await expect(ask({ effect: 'read', isForWrite: true })).rejects.toThrow('no more are left, so nothing was sent');
});

test('each tenant has limits of its own, named by the request or once for all', async () => {
  const vendor = await startOk();
  const state = openState('memory:');
  const limits = [{ calls: 1, perSeconds: 86_400 }];
  const limitScope = (_: URL, headers: Headers) => headers.get('xero-tenant-id') ?? '';
  const ask = createXero(vendor.url, { state, limits, limitScope });

  await ask({}, { 'xero-tenant-id': 'a' });
  await ask({}, { 'xero-tenant-id': 'b' });

  await expect(ask({}, { 'xero-tenant-id': 'a' })).rejects.toMatchObject({ code: 'rate_limited' });
  await expect(createXero(vendor.url, { state, limits, limitScope: 'b' })()).rejects.toMatchObject({
    code: 'rate_limited',
  });
  await createXero(vendor.url, { state, limits, limitScope: 'c' })();
  await createXero(vendor.url, { state, limits, system: 'QuickBooks', limitScope: 'a' })();
});

test('a quota of a day outlives a restart', async () => {
  const vendor = await startOk();
  const address = sqliteAddress();
  const limits = [{ calls: 2, perSeconds: 86_400 }];
  const first = openState(address);
  const before = createXero(vendor.url, { state: first, limits });
  await before();
  await before();
  await first.close();

  const after = createXero(vendor.url, { state: openSqlite(address), limits });

  await expect(after()).rejects.toMatchObject({ code: 'rate_limited' });
  expect(vendor.arrived).toHaveLength(2);
});

test('no more requests are under way than the vendor takes from all processes together, and all are answered', async () => {
  let now = 0;
  let most = 0;
  const vendor = await startVendor(async (response) => {
    now += 1;
    most = Math.max(most, now);
    await delay(15);
    now -= 1;
    sendJson(response, 200, {});
  });
  const address = sqliteAddress();
  // Each has a state of its own on the same file, as processes do.
  const askers = Array.from({ length: 4 }, () =>
    createXero(vendor.url, { state: openSqlite(address), concurrent: 3, clock: systemClock }),
  );

  await Promise.all(askers.flatMap((ask) => Array.from({ length: 5 }, () => ask())));

  expect(vendor.arrived).toHaveLength(20);
  expect(most).toBeLessThanOrEqual(3);
  expect(most).toBeGreaterThan(1);
});

test('the place of a request is free again when it failed or was cancelled, and when its process died', async () => {
  const vendor = await startVendor((response, request) => {
    if (request.method === 'POST') response.destroy();
    else if (!request.url.includes('hang')) sendJson(response, 200, {});
  });
  let now = 0;
  const state = createState(async () => createMemoryEngine(() => now));
  const ask = createXero(vendor.url, { state, concurrent: 1, timeoutSeconds: 2, clock: systemClock });
  const control = new AbortController();
  setTimeout(() => control.abort(), 30);

  await expect(ask({ effect: 'create' })).rejects.toMatchObject({ code: 'unknown_outcome' });
  await expect(ask({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
  await ask();
  // A process that died left its place taken.
  await state.put('vendor-place', `${JSON.stringify([`Xero ${new URL(vendor.url).host}`, ''])} 0`, '', {
    ttlMilliseconds: 7000,
  });
  await expect(ask({ seconds: 0.2 })).rejects.toMatchObject({ code: expect.stringMatching(/rate_limited|timeout/) });
  now = 7001;
  await ask();

  expect(vendor.arrived).toHaveLength(3);
});

test('without the shared state a read is counted in this process alone, and a write is not sent', async () => {
  const vendor = await startOk();
  const state = createState(() => Promise.reject(new Error('No such file')));
  const ask = createXero(vendor.url, { state, limits: [{ calls: 1, perSeconds: 86_400 }], concurrent: 1 });

  await expect(ask({ effect: 'create' })).rejects.toMatchObject({ code: 'unavailable' });
  await ask();
  await expect(ask()).rejects.toMatchObject({ code: 'rate_limited' });

  expect(vendor.arrived).toHaveLength(1);
});
