import type { Clock } from './clock.ts';

/** What a vendor's answer says of its own rate limit. */
export interface VendorLimit {
  /** Requests left until the limit is reset. */
  remaining: number;
  /** Requests in one period. */
  limit: number;
  /** Seconds until the limit is reset. */
  resetSeconds: number;
}

/** Keeps requests below the limits that a vendor reports with its answers. */
export interface VendorLimits {
  /** Milliseconds until a request of this scope may be sent; 0 where one may be now. */
  waitMilliseconds(scope: string): number;
  /**
   * Counts a request that is sent now. To be called once more when it is over, with what its answer said of the limit, and
   * with the milliseconds to wait where it was refused for asking too much.
   */
  begin(scope: string): (limit: VendorLimit | undefined, pauseMilliseconds?: number) => void;
}

interface Scope {
  remaining: number;
  reserve: number;
  resetAt: number;
  pausedUntil: number;
  underWay: number;
}

/** Share of a limit that is left to the vendor's other users: its own web pages and other programs draw on it too. */
const reserveShare = 0.1;
/** A vendor names some periods in days; nobody waits so long, and a wrong number must not stop us for ever. */
const longestPeriodSeconds = 86_400;

/** Limits as reported, one set for each scope: a tenant, a user, a group of endpoints. */
export function createVendorLimits(clock: Clock): VendorLimits {
  const scopes = new Map<string, Scope>();

  const scopeOf = (name: string) => {
    const scope = scopes.get(name) ?? { remaining: 0, reserve: 0, resetAt: 0, pausedUntil: 0, underWay: 0 };
    scopes.set(name, scope);
    return scope;
  };

  return {
    waitMilliseconds(name) {
      const scope = scopeOf(name);
      const isUsedUp = scope.remaining <= scope.reserve;
      return Math.max(0, scope.pausedUntil - clock.now(), isUsedUp ? scope.resetAt - clock.now() : 0);
    },
    begin(name) {
      const scope = scopeOf(name);
      scope.underWay += 1;
      scope.remaining -= 1;
      return (limit, pauseMilliseconds = 0) => {
        scope.underWay -= 1;
        scope.pausedUntil = Math.max(scope.pausedUntil, clock.now() + pauseMilliseconds);
        if (!limit || !isUsable(limit)) return;
        // The vendor has not counted yet what is still on its way to it.
        scope.remaining = limit.remaining - scope.underWay;
        scope.reserve = Math.floor(limit.limit * reserveShare);
        scope.resetAt = clock.now() + Math.min(limit.resetSeconds, longestPeriodSeconds) * 1000;
      };
    },
  };
}

function isUsable({ remaining, limit, resetSeconds }: VendorLimit): boolean {
  return [remaining, limit, resetSeconds].every(Number.isFinite) && limit > 0 && resetSeconds >= 0;
}
