import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createUpstream } from '../../src/http/upstream.ts';
import { type CallOptions, newCall, sendJson, startVendor, within } from './vendor.ts';

type Ask = { path?: string; headers?: Record<string, string>; method?: 'GET' | 'POST'; call?: CallOptions };

/** A vendor that takes its time, and a way to ask it. */
async function startSlow(milliseconds = 60) {
  let closed = 0;
  const vendor = await startVendor((response, _, count) => {
    response.on('close', () => {
      closed += response.writableFinished ? 0 : 1;
    });
    setTimeout(() => sendJson(response, 200, { count }, { 'x-request-id': `r-${count}` }), milliseconds);
  });
  const upstream = createUpstream({ system: 'Pipedrive', baseUrl: vendor.url, requestIdHeaders: ['x-request-id'] });
  const ask = ({ path = 'deals', headers = {}, method = 'GET', call = {} }: Ask = {}) => {
    const current = newCall({ caller: 'sam', ...call });
    return { current, answer: within(current, () => upstream.json(z.unknown(), { method, path: [path], headers })) };
  };
  return { vendor, upstream, ask, closed: () => closed };
}

describe('the same question asked by several calls at once', () => {
  test('goes to the vendor once, and each call is noted with the request that answered it', async () => {
    const { vendor, ask } = await startSlow();

    const asked = [ask(), ask(), ask()];
    const answers = await Promise.all(asked.map(({ answer }) => answer));

    expect(vendor.arrived).toHaveLength(1);
    expect(answers).toEqual(Array(3).fill({ count: 1 }));
    for (const { current } of asked) {
      expect(current.upstream).toEqual({
        attempts: 1,
        writes: 0,
        status: 200,
        vendorRequestId: 'r-1',
        retryReasons: [],
      });
    }
  });

  test('gives each an answer of its own', async () => {
    const { ask } = await startSlow();

    const [one, other] = await Promise.all([ask().answer, ask().answer]);

    expect(one).toEqual(other);
    expect(one).not.toBe(other);
  });

  test('is asked again once it is answered', async () => {
    const { vendor, ask } = await startSlow(1);

    const answers = [await ask().answer, await ask().answer];

    expect(answers).toEqual([{ count: 1 }, { count: 2 }]);
    expect(vendor.arrived).toHaveLength(2);
  });

  test.each<[string, Ask, Ask]>([
    ['of different callers', {}, { call: { caller: 'eve' } }],
    ['of a caller who is not known', { call: { caller: '' } }, { call: { caller: '' } }],
    ['for different things', {}, { path: 'persons' }],
    ['in different forms', {}, { headers: { accept: 'text/csv, application/json' } }],
    ['that are searches by POST', { method: 'POST' }, { method: 'POST' }],
    ['inside a write', { call: { effect: 'update' } }, { call: { effect: 'update' } }],
  ])('is not shared between requests %s', async (_, one, other) => {
    const { vendor, ask } = await startSlow();

    await Promise.all([ask(one).answer, ask(other).answer]);

    expect(vendor.arrived).toHaveLength(2);
  });

  test('is asked anew after a write, though an answer is under way', async () => {
    const vendor = await startVendor((response, request, count) => {
      setTimeout(() => sendJson(response, 200, { count }), request.method === 'GET' ? 100 : 0);
    });
    const upstream = createUpstream({ system: 'Pipedrive', baseUrl: vendor.url, requestIdHeaders: [] });
    const read = () => within(newCall({ caller: 'sam' }), () => upstream.json(z.unknown(), { path: ['x'] }));
    const write = newCall({ caller: 'sam', effect: 'update' });

    const before = read();
    await within(write, () => upstream.json(z.unknown(), { method: 'POST', path: ['x'] }));
    const after = read();

    expect(await Promise.all([before, after])).toEqual([{ count: 1 }, { count: 3 }]);
  });

  test('fails for all of them', async () => {
    const vendor = await startVendor((response) => void setTimeout(() => sendJson(response, 404, {}), 30));
    const upstream = createUpstream({ system: 'Pipedrive', baseUrl: vendor.url, requestIdHeaders: [] });
    const ask = () => within(newCall({ caller: 'sam' }), () => upstream.json(z.unknown(), { path: ['x'] }));

    const outcomes = await Promise.allSettled([ask(), ask()]);

    expect(outcomes).toMatchObject(Array(2).fill({ status: 'rejected', reason: { code: 'not_found' } }));
    expect(vendor.arrived).toHaveLength(1);
  });
});

describe('the cancellation of a shared question', () => {
  test.each([
    ['who asked first', 0, 1],
    ['who joined', 1, 0],
  ])('by the call %s leaves the other its answer', async (_, leaving, staying) => {
    const { vendor, ask, closed } = await startSlow(100);
    const control = new AbortController();
    const calls = [0, 1].map((index) => ask(index === leaving ? { call: { signal: control.signal } } : {}));
    const outcomes = Promise.allSettled(calls.map(({ answer }) => answer));
    await delay(30);

    const from = performance.now();
    control.abort();
    await calls[leaving]?.answer.catch(() => undefined);
    const milliseconds = performance.now() - from;

    const results = await outcomes;
    expect(results[leaving]).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
    expect(results[staying]).toEqual({ status: 'fulfilled', value: { count: 1 } });
    expect(milliseconds).toBeLessThan(90);
    expect([vendor.arrived.length, closed()]).toEqual([1, 0]);
  });

  test('by all closes the connection, and the next call does not board', async () => {
    const { vendor, ask, closed } = await startSlow(100);
    const control = new AbortController();
    const calls = [ask({ call: { signal: control.signal } }), ask({ call: { signal: control.signal } })];
    const outcomes = Promise.allSettled(calls.map(({ answer }) => answer));
    await delay(30);

    control.abort();
    await outcomes;
    const late = await ask().answer;

    expect(late).toEqual({ count: 2 });
    expect([vendor.arrived.length, closed()]).toEqual([2, 1]);
  });
});
