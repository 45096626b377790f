import type { ErrorCode, ErrorDetails } from '../define/tool-error.ts';
import type { BreakerRules } from '../resilience/circuit-breaker.ts';
import type { Clock } from '../resilience/clock.ts';
import type { PublishedLimits } from '../resilience/published-limits.ts';
import type { RetryBudget } from '../resilience/retry-budget.ts';
import type { VendorHints } from '../resilience/vendor-hints.ts';
import type { VendorLimit, VendorLimits } from '../resilience/vendor-limits.ts';
import type { Guard } from './gate.ts';
import type { IdempotencyPlace } from './idempotency-key.ts';
import type { Renewal } from './renewal.ts';
import type { Address } from './request-url.ts';

/** An error answer, as a server's `explain` gets it: the body is parsed JSON, or text where it is no JSON. */
export interface VendorFailure {
  /** Who answered, for systems of several services. */
  url?: URL;
  status: number;
  body: unknown;
  headers: Headers;
}

/** What a server lets through of an error answer. Its message becomes part of ours, on one line and cut to 400 characters. */
export interface Explanation {
  /** Instead of the code that follows from the status. */
  code?: ErrorCode | undefined;
  message: string;
  fields?: ErrorDetails['fields'] | undefined;
  /** False where trying again within the call is of no use, as with a limit for the whole day. */
  retry?: boolean | undefined;
  /** True where nothing was done by the vendor's own word, whatever the status: a write leaves no doubt then. */
  isUndone?: boolean | undefined;
}

/** Whatever answers requests as the global fetch does. */
export type Transport = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

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
  explain: ((failure: VendorFailure) => Explanation | undefined) | undefined;
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
