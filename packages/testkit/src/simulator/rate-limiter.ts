import type { Clock } from './clock.ts';

/** One of a vendor's limits. `windowOf` makes it a fixed window (a calendar day, say); without it the window slides. */
export interface RatePolicy {
  /** The vendor's name of the policy, e.g. `TEN_SECONDLY_ROLLING`. */
  readonly name: string;
  readonly limit: number;
  readonly windowMilliseconds: number;
  /** The start of the fixed window that holds this moment, in milliseconds since 1970. */
  readonly windowOf?: (now: number) => number;
}

/** How much of a policy is left for a key. */
export interface RateUsage {
  readonly policy: RatePolicy;
  readonly remaining: number;
}

/** The verdict on one call: with `exceeded` it was refused, and a call after `waitMilliseconds` would pass that policy. */
export interface RateVerdict {
  readonly usage: readonly RateUsage[];
  readonly exceeded: RatePolicy | undefined;
  readonly waitMilliseconds: number;
}

/** Counts calls per key against policies. A refused call is counted against none of them. */
export interface RateLimiter {
  take(key: string, policies: readonly RatePolicy[]): RateVerdict;
  /** Forgets all calls. */
  reset(): void;
}

interface RateWindow {
  used(now: number): number;
  add(now: number): void;
  wait(now: number): number;
}

/** Calls that are counted as one moment: those within a thousandth of the window, so that a day of calls takes no memory to speak of. */
interface Moment {
  readonly time: number;
  calls: number;
}

const createSlidingWindow = ({ windowMilliseconds }: RatePolicy): RateWindow => {
  const moments: Moment[] = [];
  let calls = 0;
  return {
    used: (now) => {
      // From the front, and in place: this is looked at twice a call.
      for (let [first] = moments; first && first.time <= now - windowMilliseconds; [first] = moments) {
        calls -= first.calls;
        moments.shift();
      }
      return calls;
    },
    add: (now) => {
      const last = moments.at(-1);
      if (last && now - last.time < windowMilliseconds / 1000) last.calls += 1;
      else moments.push({ time: now, calls: 1 });
      calls += 1;
    },
    wait: (now) => (moments[0]?.time ?? now) + windowMilliseconds - now,
  };
};

const createFixedWindow = (policy: RatePolicy, windowOf: (now: number) => number): RateWindow => {
  let start = Number.NEGATIVE_INFINITY;
  let count = 0;
  return {
    used: (now) => {
      if (windowOf(now) !== start) count = 0;
      start = windowOf(now);
      return count;
    },
    add: () => {
      count += 1;
    },
    wait: (now) => start + policy.windowMilliseconds - now,
  };
};

/** Makes a limiter on this clock. */
export const createRateLimiter = (clock: Clock): RateLimiter => {
  const windows = new Map<string, RateWindow>();
  const windowFor = (key: string, policy: RatePolicy): RateWindow => {
    const name = `${policy.name} ${key}`;
    const known = windows.get(name);
    if (known !== undefined) return known;
    const { windowOf } = policy;
    const created = windowOf === undefined ? createSlidingWindow(policy) : createFixedWindow(policy, windowOf);
    windows.set(name, created);
    return created;
  };
  return {
    take: (key, policies) => {
      const now = clock.now();
      const counted = policies.map((policy) => ({ policy, window: windowFor(key, policy) }));
      const full = counted.find(({ policy, window }) => window.used(now) >= policy.limit);
      if (full === undefined) for (const { window } of counted) window.add(now);
      return {
        usage: counted.map(({ policy, window }) => ({
          policy,
          remaining: Math.max(0, policy.limit - window.used(now)),
        })),
        exceeded: full?.policy,
        waitMilliseconds: full === undefined ? 0 : Math.max(1, full.window.wait(now)),
      };
    },
    reset: () => windows.clear(),
  };
};
