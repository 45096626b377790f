import type { BreakerRules } from '../resilience/circuit-breaker.ts';
import type { Clock } from '../resilience/clock.ts';
import type { PublishedLimits } from '../resilience/published-limits.ts';
import type { RetryBudget } from '../resilience/retry-budget.ts';
import type { VendorHints } from '../resilience/vendor-hints.ts';
import type { VendorLimit, VendorLimits } from '../resilience/vendor-limits.ts';
import type { Explain } from './explanation.ts';
import type { Guard } from './gate.ts';
import type { IdempotencyPlace } from './idempotency-key.ts';
import type { Renewal } from './renewal.ts';
import type { Address } from './request-url.ts';
import type { Transport } from './transport.ts';

/** How much at once a system gets from us, and when it is left alone. */
export interface TrafficRules {
  concurrency: number;
  queueLength: number;
  breaker: Partial<BreakerRules>;
}

/** What all requests to one system have in common. */
export interface ExchangeContext {
  address: Address;
  authorize: (() => Record<string, string> | Promise<Record<string, string>>) | undefined;
  renewal: Renewal | undefined;
  requestIdHeaders: readonly string[];
  idempotency: IdempotencyPlace | undefined;
  explain: Explain | undefined;
  transport: Transport;
  timeoutMilliseconds: number;
  maxResponseBytes: number;
  attempts: number;
  clock: Clock;
  random: () => number;
  budget: RetryBudget;
  rules: TrafficRules;
  /** The guard of an origin. */
  guardOf: (origin: string) => Guard;
  limits: VendorLimits;
  /** What other processes learnt; none where nothing is shared. */
  hints: VendorHints | undefined;
  readLimits: ((headers: Headers) => VendorLimit | undefined) | undefined;
  published: PublishedLimits | undefined;
  limitScope: (url: URL, headers: Headers) => string;
}
