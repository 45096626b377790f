import { createHash } from 'node:crypto';
import type { CurrentCall } from '../pipeline/current-call.ts';

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
