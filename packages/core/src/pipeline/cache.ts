import { hash } from 'node:crypto';
import { isWrite } from '../define/effect.ts';
import type { ErrorCode } from '../define/tool-error.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import { type Policy, policyDigest } from '../policy/policy.ts';
import { createByteCache } from '../resilience/byte-cache.ts';
import type { Answer, Call, Stage } from './call.ts';
import { foreseenError } from './hide-surprises.ts';

/** How the cache stage may be set up. */
export interface CacheOptions {
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Most bytes of answers kept; 16 MiB unless told. */
  mostBytes?: number;
}

interface Entry {
  text: string;
  at: number;
  /** Writes that had begun or ended before it was asked for; any since may have changed it. */
  writes: number;
}

/** Failures of the system itself, in which an old answer is better than none. */
const outages = new Set<ErrorCode>(['unavailable', 'timeout']);
/** Answers of the system that an old one must not come back after. */
const refutations = new Set<ErrorCode>(['not_found', 'forbidden', 'unauthenticated']);

const usualBytes = 16 * 1024 * 1024;

/**
 * Answers a read from memory where its tool allows that (`cacheSeconds`), and with its last good answer, marked as stale, where
 * the tool allows that (`staleSeconds`) and the system is unavailable. Never a write, an error, or another caller's answer.
 */
export function cache(policy: Policy, options: CacheOptions = {}): Stage {
  const { now = Date.now, mostBytes = usualBytes } = options;
  const entries = createByteCache<Entry>(mostBytes);
  const digest = policyDigest(policy);
  let writes = 0;
  return {
    name: 'cache',
    async run(call, next) {
      // What a write may have changed is not shown as fresh any more, neither while it runs nor after.
      if (isWrite(call.action.effect)) {
        writes += 1;
        return next().finally(() => {
          writes += 1;
        });
      }
      const { cacheSeconds, staleSeconds = 0 } = call.action;
      const keepSeconds = Math.max(cacheSeconds, staleSeconds);
      if (keepSeconds === 0) return next();
      const key = keyOf(call, digest, await call.action.login?.());
      const known = entries.get(key);
      const age = known ? ageOf(known, now()) : Number.POSITIVE_INFINITY;
      if (known?.writes === writes && age < cacheSeconds * 1000)
        return { kind: 'result', value: JSON.parse(known.text) };
      const asked = { at: now(), writes };
      try {
        const answer = await next();
        const text = answer.kind === 'result' ? JSON.stringify(answer.value) : undefined;
        if (text !== undefined) entries.set(key, { text, ...asked });
        return answer;
      } catch (error) {
        const code = foreseenError(error)?.code ?? 'internal';
        if (known && outages.has(code) && age < staleSeconds * 1000) return staleAnswer(known);
        if (refutations.has(code)) entries.delete(key);
        throw error;
      }
    },
  };
}

/** The whole principal is in the key, with whatever tells one caller from another: name, role, tenant. */
function keyOf({ action, principal, input }: Call, digest: string, login = ''): string {
  const parts = [principal, login, digest, action.kind, action.name, input];
  return hash('sha256', canonicalJson(parts), 'base64');
}

/** An answer of the future, after the clock was set back, may be of any age. */
function ageOf({ at }: Entry, now: number): number {
  return at <= now ? now - at : Number.POSITIVE_INFINITY;
}

/** An earlier answer, given because the system gives none now. */
function staleAnswer({ text, at }: Entry): Answer {
  return { kind: 'result', value: JSON.parse(text), stale: { since: new Date(at).toISOString() } };
}
