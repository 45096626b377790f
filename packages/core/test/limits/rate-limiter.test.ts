import { expect, test } from 'vitest';
import { parseRateLimit } from '../../src/limits/rate-limit.ts';
import { createMemoryRateLimiter } from '../../src/limits/rate-limiter.ts';
import { type Slots, takeFrom } from '../../src/state/sliding-window.ts';

test.each([
  ['10/hour', { calls: 10, perSeconds: 3600 }],
  ['60/minute', { calls: 60, perSeconds: 60 }],
  [' 5 / 10 Seconds ', { calls: 5, perSeconds: 10 }],
  ['1000/day', { calls: 1000, perSeconds: 86_400 }],
])('reads the limit %s', (text, limit) => {
  expect(parseRateLimit(text)).toEqual(limit);
});

test.each(['', '10', '0/hour', '-1/hour', '1.5/hour', '10/fortnight', '10/hour; drop', '1e9/hour'])(
  'does not read %j as a limit, and says what it reads',
  (text) => {
    expect(() => parseRateLimit(text)).toThrow('10/hour');
  },
);

test('in no window of time are more calls granted than the limit, whenever they come', async () => {
  let now = 1_000_000;
  const limiter = createMemoryRateLimiter(() => now);
  const limit = { calls: 7, perSeconds: 10 };
  const granted: number[] = [];
  for (let step = 0; step < 3000; step += 1) {
    now += (step * 7919) % 613;
    if ((await limiter.take('x', limit)).granted) granted.push(now);
  }

  const most = Math.max(...granted.map((end) => granted.filter((time) => time > end - 10_000 && time <= end).length));

  expect(most).toBe(7);
  // At most a sixtieth of the allowance is lost to counting by slots, and as much again to calls that come between two slots.
  expect(granted.length).toBeGreaterThan(((now - 1_000_000) / 10_000) * 7 * 0.95);
});

test('after the wait that a refusal names there is room', async () => {
  let now = 5_000_000;
  const limiter = createMemoryRateLimiter(() => now);
  const limit = { calls: 2, perSeconds: 60 };
  await limiter.take('x', limit);
  now += 20_000;
  await limiter.take('x', limit);

  const refused = await limiter.take('x', limit);
  if (refused.granted) throw new Error('expected a refusal');
  now += refused.retryAfterSeconds * 1000;

  expect(refused.retryAfterSeconds).toBeLessThanOrEqual(42);
  expect((await limiter.take('x', limit)).granted).toBe(true);
  expect((await limiter.take('x', limit)).granted).toBe(false);
});

test('for what never has room the wait is a whole window', async () => {
  const limiter = createMemoryRateLimiter();
  const limit = { calls: 1, perSeconds: 60 };
  await limiter.take('x', limit);

  const refused = await limiter.take('x', { ...limit, reserve: 1 });

  expect(refused).toEqual({ granted: false, retryAfterSeconds: 60 });
  expect((await limiter.take('x', limit)).granted).toBe(false);
});

test('a clock that was set back neither frees the limit nor locks it for a day', async () => {
  let now = 100_000_000;
  const limiter = createMemoryRateLimiter(() => now);
  const limit = { calls: 1, perSeconds: 60 };
  await limiter.take('x', limit);
  now -= 86_400_000;

  const refused = await limiter.take('x', limit);

  expect(refused).toMatchObject({ granted: false });
  if (!refused.granted) expect(refused.retryAfterSeconds).toBeLessThanOrEqual(62);
});

test('calls of one slot are counted in one entry, older ones are left out and later ones counted as now', () => {
  const limit = { calls: 100, perSeconds: 60 };
  const stored: Slots = [
    [939, 4],
    [940, 2],
    [1000, 3],
    [1007, 5],
  ];

  const { slots, taken } = takeFrom(stored, limit, 1_000_500);

  expect(slots).toEqual([
    [940, 2],
    [1000, 9],
  ]);
  expect(taken).toEqual({ granted: true, slot: 1000 });
});
