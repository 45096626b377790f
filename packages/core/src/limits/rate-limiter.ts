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
