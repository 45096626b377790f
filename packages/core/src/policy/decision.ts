import { type ApprovalNeed, approvalOf, approversOf } from './approval-rule.ts';
import { checks } from './check.ts';
import type { DecisionReason, Denial } from './denial.ts';
import { missingScopes, type Policy, policyDigest } from './policy.ts';
import { type DecisionContext, type PolicyAction, type PolicyQuestion, questionOf } from './question.ts';

/** The outcome of a check, with the rule that decided it. */
export interface Decision {
  allowed: boolean;
  /** Stable code for the audit record. */
  reason: DecisionReason;
  rule: string;
  /** In words, without values of the call. */
  detail?: string;
  /** Who must say yes before an allowed call goes on. */
  approval?: ApprovalNeed;
  /** Digest of the policy that decided. */
  policy?: string;
}

/** Decides on a tool by the deployment's rules other than scopes. */
export function decide(policy: Policy, role: string, action: PolicyAction, context: DecisionContext = {}): Decision {
  const question = questionOf(policy, role, action, context);
  const digest = policyDigest(policy);
  const denial = firstDenial(question);
  if (denial) return { allowed: false, ...denial, policy: digest };
  const { approval, rule } = approvalOf(question);
  return { allowed: true, reason: 'allowed', rule: rule ?? `roles.${role}`, approval, policy: digest };
}

/** The users who may say yes to a call out of band; undefined where the rules name none, and then it is anybody but the caller. */
export function approversFor(
  policy: Policy,
  role: string,
  action: PolicyAction,
  context: DecisionContext,
): string[] | undefined {
  return approversOf(questionOf(policy, role, action, context));
}

/** Whether a role may ever use something in a session. A list needs no digest, whose cryptography a start would pay for. */
export function isOffered(
  policy: Policy,
  role: string,
  action: PolicyAction & { scopes: readonly string[] },
  context: DecisionContext,
): boolean {
  if (missingScopes(policy, role, action.scopes).length > 0) return false;
  const question = questionOf(policy, role, action, context);
  return checks.every(({ check, isPassing }) => isPassing || !check(question));
}

function firstDenial(question: PolicyQuestion): Denial | undefined {
  for (const { check } of checks) {
    const denial = check(question);
    if (denial) return denial;
  }
  return undefined;
}
