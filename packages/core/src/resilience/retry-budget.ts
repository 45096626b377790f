import type { Clock } from './clock.ts';

/** Bounds how much the retries of all calls together add to a failing vendor's load. */
export interface RetryBudget {
  /** Takes the right to send one request again; false when it is used up. */
  take(): boolean;
  /** Reports a request that was answered well, which earns a part of a retry. */
  earn(): void;
}

const most = 10;
const earnedPerSuccess = 0.2;
const earnedPerMillisecond = 1 / 60_000;

/**
 * A token bucket: 10 retries at first, then one for five successes and one a minute. In an outage nothing succeeds, so beyond
 * the first ten (50 requests or more: 20 %) hardly anything is sent twice; one call after a quiet time still gets its retries.
 */
export function createRetryBudget(clock: Clock): RetryBudget {
  let tokens = most;
  let countedUntil = clock.now();

  const refill = (earned: number) => {
    const now = clock.now();
    tokens = Math.min(most, tokens + earned + (now - countedUntil) * earnedPerMillisecond);
    countedUntil = now;
  };

  return {
    take() {
      refill(0);
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
    earn: () => refill(earnedPerSuccess),
  };
}
