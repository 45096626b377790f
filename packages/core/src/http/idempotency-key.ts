import { createHash } from 'node:crypto';
import type { CurrentCall } from '../pipeline/current-call.ts';

/** Where a vendor takes an idempotency key, and how long it may be. */
export type IdempotencyPlace = { header: string } | { query: string; maxLength?: number };

const known = new WeakMap<CurrentCall, Map<string, string>>();

/**
 * The idempotency key of one write request of a call: the call's own for the first, numbered for each further one, because
 * vendors refuse (or answer as if done) a different request under a known key. The same request always gets the same key.
 */
export function idempotencyKeyFor(
  call: CurrentCall,
  method: string,
  url: URL,
  body: Uint8Array | undefined,
): string | undefined {
  if (call.idempotencyKey === undefined) return undefined;
  const digest = createHash('sha256')
    .update(`${method} ${url.href}\n`)
    .update(body ?? '')
    .digest('base64');
  const keys = known.get(call) ?? new Map<string, string>();
  known.set(call, keys);
  const key = keys.get(digest) ?? (keys.size === 0 ? call.idempotencyKey : `${call.idempotencyKey}-${keys.size + 1}`);
  keys.set(digest, key);
  return key;
}

/** A key no longer than a vendor takes: a longer one is replaced by the same digest of it each time. */
export function shortenKey(key: string, maxLength = Number.POSITIVE_INFINITY): string {
  if (key.length <= maxLength) return key;
  return createHash('sha256').update(key).digest('hex').slice(0, maxLength);
}

/** The URL without a query parameter, everything else of it as it was. */
export function withoutParameter(url: URL, name: string): URL {
  const rest = new URL(url);
  const pairs = rest.search.slice(1).split('&');
  const kept = pairs.filter((pair) => !new URLSearchParams(pair).has(name));
  rest.search = kept.join('&');
  return rest;
}

/** The URL with one more query parameter, everything else of it as it was. */
export function withParameter(url: URL, name: string, value: string): URL {
  const longer = new URL(url);
  const pair = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  longer.search = longer.search === '' ? pair : `${longer.search.slice(1)}&${pair}`;
  return longer;
}
