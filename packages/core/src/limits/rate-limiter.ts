import type { RateLimit } from '../define/tool.ts';

/** A place in a limit, or how long to wait for one. */
export type Grant = { granted: true; giveBack(): void } | { granted: false; retryAfterSeconds: number };

/** Counts calls against limits. */
export interface RateLimiter {
  /** Takes one place of `limit` for `key`. */
  take(key: string, limit: RateLimit): Promise<Grant>;
}

/** A sliding window in the memory of this process: never more than `calls` in any `perSeconds`. */
export function createMemoryRateLimiter(now: () => number = Date.now): RateLimiter {
  const windows = new Map<string, number[]>();
  return {
    async take(key, limit) {
      const start = now() - limit.perSeconds * 1000;
      const taken = (windows.get(key) ?? []).filter((time) => time > start);
      const oldest = taken[0];
      if (taken.length >= limit.calls && oldest !== undefined) {
        windows.set(key, taken);
        return { granted: false, retryAfterSeconds: Math.max(1, Math.ceil((oldest - start) / 1000)) };
      }
      const mine = now();
      taken.push(mine);
      windows.set(key, taken);
      return {
        granted: true,
        giveBack() {
          const current = windows.get(key) ?? [];
          const index = current.indexOf(mine);
          if (index >= 0) current.splice(index, 1);
        },
      };
    },
  };
}
