import { type Decision, decide } from './decision.ts';
import { missingScopes, type Policy, policyDigest, rolesOf } from './policy.ts';
import type { DecisionContext, PolicyAction } from './question.ts';

/** A tool with the scopes that it needs. */
export type ScopedAction = PolicyAction & { scopes: readonly string[] };

/** The whole decision on a call, as the stages of the pipeline make it: first the scopes, then every other rule. */
export function authorize(policy: Policy, role: string, action: ScopedAction, context: DecisionContext = {}): Decision {
  return scopeDenial(policy, role, action) ?? decide(policy, role, action, context);
}

/** The denial of a call whose caller lacks a scope. A broken policy and an unknown role are left to say so themselves. */
export function scopeDenial(policy: Policy, role: string, action: ScopedAction): Decision | undefined {
  const isKnown = rolesOf(policy, role).every((name) => Object.hasOwn(policy.roles, name));
  if (policy.broken !== undefined || !isKnown) return undefined;
  const missing = missingScopes(policy, role, action.scopes);
  if (missing.length === 0) return undefined;
  return {
    allowed: false,
    reason: 'scope_missing',
    rule: `roles.${role}.scopes`,
    detail: `needs ${missing.join(', ')}`,
    policy: policyDigest(policy),
  };
}
