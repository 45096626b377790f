import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/canonical-json.ts';
import { type Policy, policyDigest } from '../policy/policy.ts';
import type { Answer, Stage } from './call.ts';

/** Most answers that are kept; the oldest goes first. */
const maxEntries = 200;

/** Answers a read from memory where its tool allows that. Never a write, never an error, never another role's answer. */
export function cache(policy: Policy, now: () => number = Date.now): Stage {
  const entries = new Map<string, { until: number; answer: Answer }>();
  const digest = policyDigest(policy);
  return {
    name: 'cache',
    async run(call, next) {
      const { action, principal } = call;
      if (action.effect !== 'read' || action.cacheSeconds === 0) return next();
      const parts = [principal.name, principal.role, digest, action.name, call.input];
      const key = createHash('sha256').update(canonicalJson(parts)).digest('base64');
      const known = entries.get(key);
      if (known && known.until > now()) return structuredClone(known.answer);
      const answer = await next();
      entries.delete(key);
      entries.set(key, { until: now() + action.cacheSeconds * 1000, answer: structuredClone(answer) });
      const oldest = entries.keys().next();
      if (entries.size > maxEntries && !oldest.done) entries.delete(oldest.value);
      return answer;
    },
  };
}
