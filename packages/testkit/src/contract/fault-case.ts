import type { Fault } from '../simulator/index.ts';

/** Text that a vendor puts into its broken answers, and that nobody may be shown. */
export const upstreamText = 'UPSTREAM-BODY-7f3a';

/** How often a request may be sent: a failure that passes by itself is worth another try, a refusal is not. */
export type Attempts = 'once' | 'again';

/** Something that goes wrong at the vendor, and what a tool then has to answer. */
export interface FaultCase {
  title: string;
  fault: Fault;
  /** The codes of a read; `ok` where the answer can still be right. */
  read: readonly string[];
  readAttempts: Attempts;
  /** The codes of a write whose own request was hit. */
  write: readonly string[];
  /** Least number of seconds that the vendor asked to wait. */
  retryAfterSeconds?: number;
}

/** An answer body as different vendors word it, with a text in it that no error schema lets through. */
function errorBody(): Record<string, unknown> {
  return { trace: upstreamText, debug: [{ sql: `SELECT '${upstreamText}'` }], stack: upstreamText };
}

function status(code: number, headers: Record<string, string> = {}, afterCommit = false): Fault {
  return {
    kind: 'status',
    status: code,
    body: errorBody(),
    headers: { 'x-debug': upstreamText, ...headers },
    afterCommit,
  };
}

function refusal(code: number, error: string): FaultCase {
  return { title: `status ${code}`, fault: status(code), read: [error], readAttempts: 'once', write: [error] };
}

function outage(title: string, fault: Fault, error: string): FaultCase {
  return { title, fault, read: [error], readAttempts: 'again', write: ['unknown_outcome'] };
}

function nonsense(title: string, fault: Fault, error: string): FaultCase {
  return { title, fault, read: [error], readAttempts: 'once', write: ['unknown_outcome'] };
}

/** Whether the vendor does the work before its answer goes wrong. */
export function isDone({ fault }: FaultCase): boolean {
  if (fault.kind === 'status') return fault.afterCommit === true;
  return ['reset-after-commit', 'half-json', 'stalled-body', 'slow-body', 'wrong-gzip'].includes(fault.kind);
}

/** Most bytes of an answer that the faulty runs accept. */
export const acceptedBytes = 1024 * 1024;

/** All that is done to a tool's vendor. A write that may have arrived ends in `unknown_outcome`, never in a second try. */
export const faultCases: readonly FaultCase[] = [
  refusal(401, 'unauthenticated'),
  refusal(403, 'forbidden'),
  refusal(404, 'not_found'),
  refusal(409, 'conflict'),
  {
    title: 'status 429 with Retry-After',
    // In the vendor's own words: of them a server tells which limits are worth another try.
    fault: { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
    read: ['rate_limited'],
    readAttempts: 'again',
    write: ['rate_limited'],
    retryAfterSeconds: 1,
  },
  outage('status 500', status(500), 'unavailable'),
  outage('status 500 after the work was done', status(500, {}, true), 'unavailable'),
  {
    ...outage('status 503 with Retry-After', status(503, { 'retry-after': '1' }), 'unavailable'),
    retryAfterSeconds: 1,
  },
  outage('no answer', { kind: 'hang' }, 'timeout'),
  outage('a broken connection', { kind: 'reset' }, 'unavailable'),
  outage('a connection that breaks after the work was done', { kind: 'reset-after-commit' }, 'unavailable'),
  outage('an answer that stops in the middle', { kind: 'stalled-body' }, 'timeout'),
  {
    ...outage('an answer that trickles', { kind: 'slow-body', everyMilliseconds: 15 }, 'timeout'),
    read: ['timeout', 'ok'],
    write: ['unknown_outcome', 'ok'],
  },
  nonsense('HTML instead of JSON', { kind: 'html' }, 'bad_answer'),
  nonsense('half a JSON', { kind: 'half-json' }, 'bad_answer'),
  nonsense('an answer that is not the gzip it says', { kind: 'wrong-gzip' }, 'bad_answer'),
  nonsense('an answer that is far too long', { kind: 'huge-body', bytes: 2 * acceptedBytes }, 'too_large'),
  nonsense(
    'a redirect to a stranger',
    { kind: 'redirect', location: 'https://stranger.example/collect' },
    'bad_answer',
  ),
];
