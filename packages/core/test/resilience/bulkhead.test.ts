import { setImmediate as settle } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createBulkhead } from '../../src/resilience/bulkhead.ts';

describe('a bulkhead', () => {
  test('has so many places, and hands each on to who waits for the longest time', async () => {
    const bulkhead = createBulkhead(2, 10);
    const order: number[] = [];
    const leave = await bulkhead.enter();
    await bulkhead.enter();
    for (const number of [1, 2]) void bulkhead.enter()?.then(() => order.push(number));
    await settle();
    const before = [...order];

    leave?.();
    await settle();

    expect(before).toEqual([]);
    expect(order).toEqual([1]);
  });

  test('turns away whoever finds its queue full', async () => {
    const bulkhead = createBulkhead(1, 1);
    const leave = await bulkhead.enter();
    const second = bulkhead.enter();

    const turnedAway = bulkhead.enter();
    leave?.();

    expect(turnedAway).toBeUndefined();
    expect(await second).toBeTypeOf('function');
  });

  test('is left by a waiter that is cancelled, whose turn then goes to the next', async () => {
    const bulkhead = createBulkhead(1, 2);
    const control = new AbortController();
    const leave = await bulkhead.enter();
    const cancelled = bulkhead.enter(control.signal);
    const next = bulkhead.enter();

    control.abort(new Error('no more'));
    const third = bulkhead.enter();
    leave?.();

    await expect(cancelled).rejects.toThrow('no more');
    expect(await next).toBeTypeOf('function');
    expect(third).toBeDefined();
  });

  test('does not let anybody in who was cancelled before', async () => {
    const bulkhead = createBulkhead(1, 1);

    await expect(bulkhead.enter(AbortSignal.abort(new Error('no more')))).rejects.toThrow('no more');

    expect(await bulkhead.enter()).toBeTypeOf('function');
  });

  test('gives a place back once, however often it is left', async () => {
    const bulkhead = createBulkhead(1, 0);
    const leave = await bulkhead.enter();

    leave?.();
    leave?.();
    await bulkhead.enter();

    expect(bulkhead.enter()).toBeUndefined();
  });
});
