import { matchTemplate } from './router.ts';
import type { SimulatedReply, SimulatedRequest } from './simulated-http.ts';

/**
 * Something that goes wrong between a client and a vendor.
 * - `status`: the vendor answers with this status (its own error body unless `body` is given); `afterCommit` lets it do the work first.
 * - `hang`: no byte ever comes back. `delay`: the right answer, late.
 * - `reset`: the connection breaks before the vendor did anything; `reset-after-commit`: after it did all.
 * - `html`: a page in place of the answer, status 200 unless given (a proxy's or a login's page).
 * - `half-json`: the answer's first half, well delivered. `stalled-body`: its first half, then silence.
 * - `slow-body`: one byte per `everyMilliseconds`. `wrong-gzip`: declared as gzip, and is not.
 * - `huge-body`: a JSON answer of this many bytes. `redirect`: sends the client elsewhere; without `location` to the same place, for ever.
 */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
      readonly afterCommit?: boolean;
    }
  | { readonly kind: 'hang' }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'reset-after-commit' }
  | { readonly kind: 'html'; readonly status?: number }
  | { readonly kind: 'half-json' }
  | { readonly kind: 'stalled-body' }
  | { readonly kind: 'slow-body'; readonly everyMilliseconds: number }
  | { readonly kind: 'wrong-gzip' }
  | { readonly kind: 'huge-body'; readonly bytes: number }
  | { readonly kind: 'redirect'; readonly location?: string; readonly status?: number };

/** Which requests a fault hits: all that fit every given field. `path` and `except` are path templates or patterns. */
export interface FaultMatch {
  readonly method?: string;
  readonly path?: string | RegExp;
  readonly except?: string | RegExp | readonly (string | RegExp)[];
}

/** A fault to inject: it hits `times` matching requests (1 unless given) after letting `after` of them pass. */
export interface Injection {
  readonly match?: FaultMatch;
  readonly times?: number;
  readonly after?: number;
  readonly fault: Fault | Fault['kind'];
}

const withDefaults = (kind: Fault['kind']): Fault => {
  switch (kind) {
    case 'status':
      return { kind, status: 500 };
    case 'delay':
      return { kind, milliseconds: 100 };
    case 'slow-body':
      return { kind, everyMilliseconds: 50 };
    case 'huge-body':
      return { kind, bytes: 50_000_000 };
    default:
      return { kind };
  }
};

const fits = (pattern: string | RegExp, path: string): boolean =>
  typeof pattern === 'string' ? matchTemplate(pattern, path) !== undefined : pattern.test(path);

const isMatch = (match: FaultMatch, request: SimulatedRequest): boolean => {
  if (match.method !== undefined && match.method !== request.method) return false;
  if (match.path !== undefined && !fits(match.path, request.path)) return false;
  return ![match.except ?? []].flat().some((pattern) => fits(pattern, request.path));
};

/** The faults that are waiting for their requests; the first that fits is taken. */
export interface FaultQueue {
  /** Adds a fault; the function it gives takes it back. */
  inject(injection: Injection): () => void;
  take(request: SimulatedRequest): Fault | undefined;
  clear(): void;
}

/** Makes an empty queue. */
export const createFaultQueue = (): FaultQueue => {
  const waiting = new Set<{ match: FaultMatch; fault: Fault; pass: number; times: number }>();
  return {
    inject: ({ after = 0, fault, match = {}, times = 1 }) => {
      const entry = { match, fault: typeof fault === 'string' ? withDefaults(fault) : fault, pass: after, times };
      waiting.add(entry);
      return () => {
        waiting.delete(entry);
      };
    },
    take: (request) => {
      for (const entry of waiting) {
        if (!isMatch(entry.match, request)) continue;
        entry.pass -= 1;
        if (entry.pass >= 0) continue;
        entry.times -= 1;
        if (entry.times <= 0) waiting.delete(entry);
        return entry.fault;
      }
      return undefined;
    },
    clear: () => waiting.clear(),
  };
};

/** Says whether the vendor does the work before this fault strikes. */
export const commits = (fault: Fault): boolean => {
  if (fault.kind === 'status') return fault.afterCommit === true;
  return !['hang', 'reset', 'html', 'redirect', 'huge-body'].includes(fault.kind);
};

/** The answer that a fault puts in the vendor's place; undefined when the vendor's own answer goes out. */
export const replyOfFault = (
  fault: Fault,
  request: SimulatedRequest,
  refuse: (status: number) => SimulatedReply,
): SimulatedReply | undefined => {
  switch (fault.kind) {
    case 'status': {
      const reply = 'body' in fault ? { status: fault.status, body: fault.body } : refuse(fault.status);
      return { ...reply, headers: { ...reply.headers, ...fault.headers } };
    }
    case 'html':
      return {
        status: fault.status ?? 200,
        headers: { 'content-type': 'text/html' },
        body: '<!doctype html><title>Sign in</title><h1>Please sign in</h1>',
      };
    case 'redirect':
      return { status: fault.status ?? 302, headers: { location: fault.location ?? request.path }, body: '' };
    case 'huge-body':
      return { status: 200, body: { results: [], padding: 'x'.repeat(fault.bytes) } };
    default:
      return undefined;
  }
};
