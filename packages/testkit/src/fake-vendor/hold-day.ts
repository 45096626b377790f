import { afterAll, beforeAll, beforeEach, vi } from 'vitest';

/**
 * Has each test of the file, or of the group, begin at one time, in ISO 8601 or milliseconds since 1970, from which the clock goes on: a
 * day that its tests name is never past by the day on which they run.
 */
export function holdDay(time: string | number): void {
  const hold = () => {
    vi.useFakeTimers({ now: new Date(time), toFake: ['Date'], shouldAdvanceTime: true });
  };
  // What is prepared for several tests has the same day.
  beforeAll(hold);
  beforeEach(hold);
  afterAll(() => {
    vi.useRealTimers();
  });
}
