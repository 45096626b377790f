import { setTimeout as delay } from 'node:timers/promises';

/** Time as the adapters see it; a test hands in its own and waits for nothing. */
export interface Clock {
  /** Milliseconds on the scale of `performance.now()`, which a call's deadline uses too. Never runs back. */
  now(): number;
  /** Milliseconds since 1970. May jump; only for comparing with dates that a vendor sends. */
  date(): number;
  /** Resolves after so many milliseconds; rejects at once when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => Date.now(),
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, signal ? { signal } : {}),
};
