import { describe, expect, test } from 'vitest';
import {
  createIdempotencyStore,
  createIdSequence,
  createManualClock,
  createRateLimiter,
  decodeCursor,
  encodeCursor,
  takePage,
} from '../../src/simulator/index.ts';
import { digestState } from '../../src/simulator/state-digest.ts';

const numeric = (left: string, right: string): number => Number(left) - Number(right);

describe('paging', () => {
  const options = { limit: 2, keyOf: (item: { id: string }) => item.id, compare: numeric };
  const items = ['1', '2', '3', '4', '5'].map((id) => ({ id }));

  test('walks every row once and ends without a cursor', () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = takePage(items, { ...options, after });
      seen.push(...page.items.map((item) => item.id));
      after = page.next;
    } while (after !== undefined);

    expect(seen).toEqual(['1', '2', '3', '4', '5']);
  });

  test('loses no row when one is removed between two pages', () => {
    const first = takePage(items, { ...options, after: undefined });

    const second = takePage(items.slice(1), { ...options, after: first.next });

    expect(second.items.map((item) => item.id)).toEqual(['3', '4']);
  });

  test('gives an empty page after the end', () => {
    expect(takePage(items, { ...options, after: '9' })).toEqual({ items: [], next: undefined });
  });

  test('recognises its own cursors only', () => {
    const cursor = encodeCursor('42');

    expect(decodeCursor(cursor)).toBe('42');
    expect(decodeCursor(encodeCursor('42').slice(0, -2))).toBeUndefined();
    expect(decodeCursor('42')).toBeUndefined();
  });
});

describe('rate limits', () => {
  const perTenSeconds = { name: 'TEN', limit: 3, windowMilliseconds: 10_000 };
  const day = 86_400_000;
  const daily = {
    name: 'DAY',
    limit: 4,
    windowMilliseconds: day,
    windowOf: (now: number) => Math.floor(now / day) * day,
  };

  test('slide: a call is free again when the oldest one leaves the window', () => {
    const clock = createManualClock(0);
    const limiter = createRateLimiter(clock);
    const remaining: Array<number | undefined> = [];
    for (const step of [0, 1_000, 1_000]) {
      clock.advance(step);
      remaining.push(limiter.take('a', [perTenSeconds]).usage[0]?.remaining);
    }

    const refused = limiter.take('a', [perTenSeconds]);
    clock.advance(refused.waitMilliseconds);
    const allowed = limiter.take('a', [perTenSeconds]);

    expect(remaining).toEqual([2, 1, 0]);
    expect([refused.exceeded?.name, refused.waitMilliseconds]).toEqual(['TEN', 8_000]);
    expect(allowed.exceeded).toBeUndefined();
  });

  test('never let more than the limit into any window', () => {
    const clock = createManualClock(0);
    const limiter = createRateLimiter(clock);
    const times: number[] = [];
    for (let call = 0; call < 400; call += 1) {
      clock.advance((call * 7_919) % 1_500);
      if (limiter.take('a', [perTenSeconds]).exceeded === undefined) times.push(clock.now());
    }

    const crowded = times.filter((time, index) => (times[index - perTenSeconds.limit] ?? -10_000) > time - 10_000);

    expect(times.length).toBeGreaterThan(20);
    expect(crowded).toEqual([]);
  });

  test('count by key, and a fixed window starts anew', () => {
    const clock = createManualClock(day - 5);
    const limiter = createRateLimiter(clock);
    const take = () => limiter.take('a', [daily]);
    for (let call = 0; call < 4; call += 1) take();

    const refused = take();
    const otherKey = limiter.take('b', [daily]);
    clock.advance(refused.waitMilliseconds);

    expect([refused.exceeded?.name, refused.waitMilliseconds]).toEqual(['DAY', 5]);
    expect(otherKey.exceeded).toBeUndefined();
    expect(take().usage[0]?.remaining).toBe(3);
  });

  test('count a refused call against no policy', () => {
    const clock = createManualClock(0);
    const limiter = createRateLimiter(clock);
    const policies = [perTenSeconds, daily];
    for (let call = 0; call < 9; call += 1) limiter.take('a', policies);

    clock.advance(10_000);

    expect(limiter.take('a', policies).usage.map((usage) => usage.remaining)).toEqual([2, 0]);
  });
});

test('an idempotency key runs the work once, refuses another body, and is forgotten in time', () => {
  const clock = createManualClock(0);
  const store = createIdempotencyStore(clock, 1_000);
  let runs = 0;
  const work = () => {
    runs += 1;
    return { status: 201, body: { runs } };
  };

  const kinds = [store.once('key', 'body', work), store.once('key', 'body', work), store.once('key', 'other', work)];
  clock.advance(1_000);
  const later = store.once('key', 'body', work);

  expect(kinds.map((result) => result.kind)).toEqual(['fresh', 'replayed', 'conflict']);
  expect(later).toEqual({ kind: 'fresh', reply: { status: 201, body: { runs: 2 } } });
});

test('an id sequence gives growing decimal strings', () => {
  const sequence = createIdSequence(501, 13);

  expect([sequence.next(), sequence.next(), sequence.next()]).toEqual(['501', '514', '527']);
});

test('a digest ignores the order of keys and sees maps, sets and dates', () => {
  const left = {
    a: 1,
    b: new Map([
      ['x', new Set([1, 2])],
      ['y', new Set()],
    ]),
    at: new Date(0),
    ignored: undefined,
  };
  const right = {
    at: new Date(0),
    b: new Map([
      ['y', new Set<number>()],
      ['x', new Set([2, 1])],
    ]),
    a: 1,
  };

  expect(digestState(left)).toBe(digestState(right));
  expect(digestState({ ...right, a: 2 })).not.toBe(digestState(left));
  expect(digestState({ a: { b: 1 } })).not.toBe(digestState({ a: { b: '1' } }));
});
