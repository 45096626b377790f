import type { RateLimit } from '../define/tool.ts';
import { createMemoryEngine } from '../state/memory-engine.ts';
import { createState } from '../state/shared-state.ts';
import type { WindowLimit } from '../state/sliding-window.ts';
import type { State } from '../state/state.ts';

/** A place in a limit, or how long to wait for one. */
export type Grant = { granted: true; giveBack(): Promise<void> } | { granted: false; retryAfterSeconds: number };

/** Counts calls against limits. */
export interface RateLimiter {
  /** Takes one place of `limit` for `key`: of a rate per minute as of a quota per day, with what is to be left of it. */
  take(key: string, limit: WindowLimit): Promise<Grant>;
}

/** A sliding window shared by all processes on the same state: never more than `calls` in any `perSeconds`. */
export function createRateLimiter(state: State): RateLimiter {
  return {
    async take(key, limit) {
      const taken = await state.take(key, limit);
      if (!taken.granted) return { granted: false, retryAfterSeconds: Math.ceil(taken.waitMilliseconds / 1000) };
      return {
        granted: true,
        // A place that can't be given back comes back by itself when its window is over.
        giveBack: () => state.giveBack(key, limit, taken.slot).catch(() => {}),
      };
    },
  };
}

/** The same in the memory of this process alone. */
export function createMemoryRateLimiter(now: () => number = Date.now): RateLimiter {
  return createRateLimiter(createState(async () => createMemoryEngine(now)));
}

const units: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/** Reads `10/hour`, `60/minute`, `5/10 seconds`. Throws on anything else, naming what it takes. */
export function parseRateLimit(text: string): RateLimit {
  const [, calls, count = '1', unit = ''] =
    /^\s*([1-9]\d{0,8})\s*\/\s*(?:([1-9]\d{0,5})\s*)?(second|minute|hour|day)s?\s*$/i.exec(text) ?? [];
  const seconds = units[unit.toLowerCase()];
  if (calls === undefined || seconds === undefined) {
    throw new Error(`${JSON.stringify(text)} is no rate limit. Write it as 10/hour, 60/minute or 5/10 seconds.`);
  }
  return { calls: Number(calls), perSeconds: Number(count) * seconds };
}
