import { afterEach, beforeEach, vi } from 'vitest';

/**
 * Has each test of the file begin at one time, in ISO 8601, from which the clock goes on: a day that its tests name is never past by the
 * day on which they run.
 */
export function holdDay(time: string): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse(time), toFake: ['Date'], shouldAdvanceTime: true });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}
