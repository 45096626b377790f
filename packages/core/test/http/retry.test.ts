import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createUpstream, type UpstreamOptions } from '../../src/http/upstream.ts';
import { createFakeClock, newCall, sendJson, startVendor, within } from './vendor.ts';

const Contact = z.object({ id: z.string() });

function options(baseUrl: string, more: Partial<UpstreamOptions> = {}) {
  return {
    system: 'Xero',
    baseUrl,
    requestIdHeaders: [],
    idempotencyHeader: 'Idempotency-Key',
    clock: createFakeClock(),
    random: () => 0.5,
    ...more,
  };
}

describe('how often a request is sent while the vendor fails', () => {
  const rows: [
    name: string,
    effect: 'read' | 'create' | undefined,
    method: 'GET' | 'POST',
    key: string | undefined,
    requests: number,
  ][] = [
    ['a GET in a read', 'read', 'GET', undefined, 3],
    ['a search by POST in a read', 'read', 'POST', undefined, 3],
    ['a GET in a write', 'create', 'GET', undefined, 3],
    ['a POST with a key in a write', 'create', 'POST', 'key-1', 3],
    ['a POST without a key in a write', 'create', 'POST', undefined, 1],
    ['a GET outside a call', undefined, 'GET', undefined, 3],
    ['a POST outside a call', undefined, 'POST', undefined, 1],
  ];

  test.each(rows)('%s', async (_, effect, method, idempotencyKey, requests) => {
    const vendor = await startVendor((response) => sendJson(response, 503, {}));
    const upstream = createUpstream(options(vendor.url));
    const work = () => upstream.json(Contact, { method, path: ['contacts'] });

    const failure = effect ? within(newCall({ effect, ...(idempotencyKey && { idempotencyKey }) }), work) : work();

    await expect(failure).rejects.toMatchObject({
      code: effect === 'create' && method === 'POST' ? 'unknown_outcome' : 'unavailable',
    });
    expect(vendor.arrived).toHaveLength(requests);
  });

  test('is that of a read for a look-up by POST within a write, which leaves no doubt', async () => {
    const vendor = await startVendor((response) => sendJson(response, 503, {}));
    const upstream = createUpstream(options(vendor.url));
    const call = newCall({ effect: 'create', idempotencyKey: 'key-1' });

    const failure = within(call, () => upstream.json(Contact, { method: 'POST', path: ['search'], isLookUp: true }));

    await expect(failure).rejects.toMatchObject({ code: 'unavailable' });
    expect(vendor.arrived).toHaveLength(3);
    expect(call.upstream).toMatchObject({ attempts: 3, writes: 0 });
  });

  test('is limited by the attempts that are allowed', async () => {
    const vendor = await startVendor((response) => sendJson(response, 503, {}));

    const failure = createUpstream(options(vendor.url, { attempts: 1 })).json(Contact, { path: ['contacts'] });

    await expect(failure).rejects.toMatchObject({ code: 'unavailable' });
    expect(vendor.arrived).toHaveLength(1);
  });
});

describe('an idempotency key', () => {
  test('is the same in each attempt, and of the call even where an SDK has one of its own', async () => {
    const vendor = await startVendor((response, _, count) => sendJson(response, count < 3 ? 500 : 201, { id: '1' }));
    const upstream = createUpstream(options(vendor.url));
    const call = newCall({ effect: 'create', idempotencyKey: 'key-1' });

    const response = await within(call, () =>
      upstream.fetch(`${vendor.url}/contacts`, {
        method: 'POST',
        body: '{"a":1}',
        headers: { 'idempotency-key': 'sdk' },
      }),
    );

    expect(response.status).toBe(201);
    expect(vendor.arrived.map(({ headers, body }) => [headers['idempotency-key'], body])).toEqual(
      Array(3).fill(['key-1', '{"a":1}']),
    );
    expect(call.upstream).toEqual({
      attempts: 3,
      writes: 1,
      hasSent: true,
      status: 201,
      hasWritten: true,
      retryReasons: ['status 500', 'status 500'],
    });
  });

  test('differs between different requests of a call and is repeated for the same one', async () => {
    const vendor = await startVendor((response) => sendJson(response, 201, { id: '1' }));
    const upstream = createUpstream(options(vendor.url));
    const send = (method: 'POST' | 'PUT', path: string[], body: unknown) =>
      upstream.json(Contact, { method, path, body });

    await within(newCall({ effect: 'create', idempotencyKey: 'key-1' }), async () => {
      await send('POST', ['contacts'], { name: 'A' });
      await send('POST', ['invoices'], { name: 'A' });
      await send('POST', ['contacts'], { name: 'B' });
      await send('PUT', ['contacts'], { name: 'A' });
      await send('POST', ['contacts'], { name: 'A' });
    });

    const keys = vendor.arrived.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual(['key-1', 'key-1-2', 'key-1-3', 'key-1-4', 'key-1']);
  });

  test('is sent neither with a GET nor in a read', async () => {
    const vendor = await startVendor((response) => sendJson(response, 200, { id: '1' }));
    const upstream = createUpstream(options(vendor.url));

    await within(newCall({ effect: 'create', idempotencyKey: 'k' }), () =>
      upstream.json(Contact, { path: ['contacts'] }),
    );
    await within(newCall({ effect: 'read', idempotencyKey: 'k' }), () =>
      upstream.json(Contact, { method: 'POST', path: ['search'] }),
    );

    expect(vendor.arrived.map(({ headers }) => headers['idempotency-key'])).toEqual([undefined, undefined]);
  });
});

test('a write of which one attempt was lost stays in doubt, whatever a later attempt says', async () => {
  const vendor = await startVendor((response, _, count) =>
    count === 1 ? response.destroy() : sendJson(response, 409, { message: 'duplicate' }),
  );

  const failure = within(newCall({ effect: 'create', idempotencyKey: 'k' }), () =>
    createUpstream(options(vendor.url)).json(Contact, { method: 'POST', path: ['contacts'] }),
  );

  await expect(failure).rejects.toMatchObject({
    code: 'unknown_outcome',
    message: expect.stringContaining('connection lost'),
  });
  expect(vendor.arrived).toHaveLength(2);
});

describe('the retry budget', () => {
  /** A breaker that never opens, so that the budget alone is at work. */
  const breaker = { failuresInRow: Number.POSITIVE_INFINITY, failureShare: 2 };

  test('keeps retries below a fifth of the requests while nothing works', async () => {
    const vendor = await startVendor((response) => sendJson(response, 503, {}));
    const upstream = createUpstream(options(vendor.url, { breaker }));

    for (let index = 0; index < 100; index += 1) {
      await upstream.json(Contact, { path: ['contacts'] }).catch(() => undefined);
    }

    expect(vendor.arrived.length).toBeGreaterThanOrEqual(110);
    expect(vendor.arrived.length).toBeLessThanOrEqual(120);
  });

  test('is earned back by success and by time', async () => {
    let isDown = true;
    const vendor = await startVendor((response) => sendJson(response, isDown ? 503 : 200, { id: '1' }));
    const clock = createFakeClock();
    const upstream = createUpstream(options(vendor.url, { clock, breaker }));
    const ask = () => upstream.json(Contact, { path: ['contacts'] }).catch(() => undefined);
    const requestsOf = async (work: () => Promise<unknown>) => {
      const before = vendor.arrived.length;
      await work();
      return vendor.arrived.length - before;
    };

    for (let index = 0; index < 8; index += 1) await ask();
    expect(await requestsOf(ask)).toBe(1);

    isDown = false;
    for (let index = 0; index < 5; index += 1) await ask();
    isDown = true;
    expect(await requestsOf(ask)).toBe(2);

    await clock.sleep(120_000);
    expect(await requestsOf(ask)).toBe(3);
  });
});
