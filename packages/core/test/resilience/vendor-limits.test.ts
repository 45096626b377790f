import { describe, expect, test } from 'vitest';
import { createVendorLimits } from '../../src/resilience/vendor-limits.ts';
import { createFakeClock } from '../http/vendor.ts';

describe('the limits that a vendor reports', () => {
  test('hold requests back from the tenth that is left until the reset', async () => {
    const clock = createFakeClock();
    const limits = createVendorLimits(clock);

    limits.begin('a')({ remaining: 12, limit: 100, resetSeconds: 30 });
    const withTwelve = limits.waitMilliseconds('a');
    limits.begin('a')({ remaining: 10, limit: 100, resetSeconds: 30 });
    const withTen = limits.waitMilliseconds('a');
    await clock.sleep(30_000);

    expect(withTwelve).toBe(0);
    expect(Math.round(withTen / 1000)).toBe(30);
    expect(limits.waitMilliseconds('a')).toBe(0);
  });

  test('count what is on its way and not yet in the vendor’s number', () => {
    const limits = createVendorLimits(createFakeClock());
    const ends = Array.from({ length: 5 }, () => limits.begin('a'));

    ends[0]?.({ remaining: 14, limit: 100, resetSeconds: 30 });

    expect(limits.waitMilliseconds('a')).toBeGreaterThan(0);
  });

  test('count what was sent since the last report', () => {
    const limits = createVendorLimits(createFakeClock());
    limits.begin('a')({ remaining: 12, limit: 100, resetSeconds: 30 });

    limits.begin('a');
    const afterOne = limits.waitMilliseconds('a');
    limits.begin('a');

    expect(afterOne).toBe(0);
    expect(limits.waitMilliseconds('a')).toBeGreaterThan(0);
  });

  test('are kept apart by scope', () => {
    const limits = createVendorLimits(createFakeClock());

    limits.begin('search')({ remaining: 0, limit: 5, resetSeconds: 10 });

    expect(limits.waitMilliseconds('search')).toBeGreaterThan(0);
    expect(limits.waitMilliseconds('records')).toBe(0);
  });

  test.each([
    { remaining: Number.NaN, limit: 100, resetSeconds: 30 },
    { remaining: 0, limit: 0, resetSeconds: 30 },
    { remaining: 0, limit: 100, resetSeconds: Number.POSITIVE_INFINITY },
    { remaining: 0, limit: 100, resetSeconds: -1 },
  ])('are left aside where they make no sense: %j', (limit) => {
    const limits = createVendorLimits(createFakeClock());

    limits.begin('a')(limit);

    expect(limits.waitMilliseconds('a')).toBe(0);
  });

  test('pause all requests of a scope when one was refused for asking too much', async () => {
    const clock = createFakeClock();
    const limits = createVendorLimits(clock);

    limits.begin('a')(undefined, 7000);
    const paused = limits.waitMilliseconds('a');
    await clock.sleep(7000);

    expect(Math.round(paused / 1000)).toBe(7);
    expect(limits.waitMilliseconds('a')).toBe(0);
  });
});
