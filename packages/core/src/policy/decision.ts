import type { DataClass } from '../define/data-class.ts';
import type { Effect } from '../define/effect.ts';
import { type ApprovalNeed, approvalOf, approversOf } from './approval-rule.ts';
import { checks, type Denial } from './check.ts';
import { missingScopes, type Policy, policyDigest } from './policy.ts';
import { type PolicyQuestion, questionOf } from './question.ts';

/** What a decision is about: a tool or a resource. */
export interface PolicyAction {
  name: string;
  effect: Effect;
  data: DataClass;
}

/** What else a decision may depend on. What is not known is taken for the worse. */
export interface DecisionContext {
  /** The server's name, as in `hubspot.create_object`. */
  server?: string;
  /** Checked arguments. Left out, rules on arguments are not asked: for lists of tools, never for a call. */
  input?: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970; left out, the clock's. */
  now?: number;
  /** The customer or company that the call is for. */
  tenant?: string;
  /** Whether this process has read content that the company did not write. */
  isTainted?: boolean;
}

/** Why a call was decided as it was. */
export type DecisionReason =
  | 'allowed'
  | 'policy_broken'
  | 'unknown_role'
  | 'read_only'
  | 'scope_missing'
  | 'tool_not_selected'
  | 'tool_denied'
  | 'tool_not_allowed'
  | 'context_required'
  | 'unknown_context'
  | 'system_not_in_context'
  | 'permission_missing'
  | 'class_denied'
  | 'clearance_too_low'
  | 'outside_hours'
  | 'argument_missing'
  | 'argument_not_allowed'
  | 'tainted'
  | 'budget_spent';

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
