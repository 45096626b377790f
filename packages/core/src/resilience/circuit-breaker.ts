import type { Clock } from './clock.ts';

/** What one request showed of a vendor: it answers, it fails, or nothing because the request was stopped by us. */
export type Verdict = 'alive' | 'failing' | 'unclear';

/** When a breaker opens, and for how long. */
export interface BreakerRules {
  /** It opens after so many failures one after another. */
  failuresInRow: number;
  /** It opens too when this share of at least `sample` requests of the last minute failed. */
  failureShare: number;
  sample: number;
  /** How long it holds requests back at first; doubled after each probe that fails. */
  firstPauseSeconds: number;
  longestPauseSeconds: number;
}

/** Holds requests back from a vendor that is failing, and lets one through at a time to see whether it is back. */
export interface CircuitBreaker {
  /** Milliseconds until a request may be let through; 0 where one may be now. */
  pauseMilliseconds(): number;
  readonly longestPauseMilliseconds: number;
  /**
   * Lets a request through, which then has to be reported, with the milliseconds that the vendor asked to wait if it did.
   * Undefined while requests are held back.
   */
  admit(): ((verdict: Verdict, askedMilliseconds?: number) => void) | undefined;
}

const defaultRules: BreakerRules = {
  failuresInRow: 5,
  failureShare: 0.5,
  sample: 20,
  firstPauseSeconds: 5,
  longestPauseSeconds: 60,
};

const memoryMilliseconds = 60_000;
const stepMilliseconds = 10_000;
/** How long a probe may take before those it holds back should ask again. */
const probeMilliseconds = 1000;

/** What is told of a breaker: that it left its vendor alone, and that the vendor was back. */
export type BreakerEvent = 'breaker.opened' | 'breaker.closed';

type Report = (event: BreakerEvent) => unknown;

/** A breaker for one vendor. While it is open nothing is sent; then single probes decide whether it closes. */
export function createCircuitBreaker(clock: Clock, given: Partial<BreakerRules> = {}, report?: Report): CircuitBreaker {
  const rules = { ...defaultRules, ...given };
  let failures = createFailureCount(clock, rules);
  let state: 'closed' | 'open' | 'probing' = 'closed';
  let pauses = 0;
  let until = 0;

  const open = (askedMilliseconds: number) => {
    // A probe that fails changes nothing for whoever looks on.
    if (state === 'closed') report?.('breaker.opened');
    state = 'open';
    failures = createFailureCount(clock, rules);
    until = clock.now() + pauseAfter(pauses, askedMilliseconds, rules);
    pauses += 1;
  };
  const close = () => {
    [state, pauses] = ['closed', 0];
    report?.('breaker.closed');
  };
  const pauseMilliseconds = () => (state === 'probing' ? probeMilliseconds : Math.max(0, until - clock.now()));

  return {
    pauseMilliseconds,
    longestPauseMilliseconds: rules.longestPauseSeconds * 1000,
    admit() {
      if (state === 'closed') {
        const mine = failures;
        // A request from before the breaker opened says nothing of the time after.
        return (verdict, asked = 0) => void (mine === failures && mine.add(verdict) && open(asked));
      }
      if (pauseMilliseconds() > 0) return undefined;
      state = 'probing';
      return (verdict, asked = 0) => {
        if (verdict === 'alive') close();
        else if (verdict === 'failing') open(asked);
        else state = 'open';
      };
    },
  };
}

function pauseAfter(pauses: number, askedMilliseconds: number, rules: BreakerRules): number {
  const own = rules.firstPauseSeconds * 1000 * 2 ** pauses;
  return Math.min(rules.longestPauseSeconds * 1000, Math.max(own, askedMilliseconds));
}

/** Counts verdicts and says after each whether there are too many failures. */
function createFailureCount(clock: Clock, rules: BreakerRules) {
  let inRow = 0;
  // The last minute in steps, so that a busy vendor costs no more than a quiet one.
  let steps: { from: number; count: number; failures: number }[] = [];
  return {
    add(verdict: Verdict): boolean {
      if (verdict === 'unclear') return false;
      const isFailure = verdict === 'failing';
      inRow = isFailure ? inRow + 1 : 0;
      const now = clock.now();
      const last = steps.at(-1);
      const step = last && now - last.from < stepMilliseconds ? last : { from: now, count: 0, failures: 0 };
      if (step !== last) steps = [...steps.filter(({ from }) => from > now - memoryMilliseconds), step];
      step.count += 1;
      step.failures += isFailure ? 1 : 0;
      return isFailure && (inRow >= rules.failuresInRow || isOverShare(steps, rules));
    },
  };
}

function isOverShare(steps: readonly { count: number; failures: number }[], rules: BreakerRules): boolean {
  const count = steps.reduce((sum, step) => sum + step.count, 0);
  const failures = steps.reduce((sum, step) => sum + step.failures, 0);
  return count >= rules.sample && failures >= count * rules.failureShare;
}
