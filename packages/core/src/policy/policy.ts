import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/canonical-json.ts';
import type { DataClass } from '../define/data-class.ts';
import type { Effect } from '../define/effect.ts';
import { type ApprovalNeed, approvalOf, approversOf } from './approval-rule.ts';
import { checks, type Denial } from './check.ts';
import type { PolicyFile } from './policy-schema.ts';
import { unassignedRoles } from './preset-roles.ts';
import { type PolicyQuestion, questionOf, rolesOf } from './question.ts';
import { clears, coversScope } from './role.ts';

/** What a role may do. */
export interface Role {
  /** `*`, `*:read`, `<noun>:*` or `<noun>:<read|write>`. */
  scopes: readonly string[];
  /** The highest class of data it may be shown in clear. */
  clearance: DataClass;
  /** What is masked, or denied with its whole tool, though the clearance would show it. */
  classes?: Readonly<Partial<Record<DataClass, 'mask' | 'deny'>>>;
  /** Globs on `server.tool`; a denial wins. */
  tools?: { allow?: readonly string[] | undefined; deny?: readonly string[] | undefined };
}

/** The rules of a policy file other than its roles, as the file has them. */
export type PolicyRules = Pick<
  PolicyFile,
  | 'default_role'
  | 'principals'
  | 'tools'
  | 'contexts'
  | 'default_context'
  | 'arguments'
  | 'budgets'
  | 'times'
  | 'approvals'
  | 'credentials'
  | 'taint'
  | 'audit'
>;

/** The rules of a deployment. What it does not allow is denied. */
export interface Policy {
  version: 1;
  roles: Readonly<Record<string, Role>>;
  /** No write, whatever the role. */
  readOnly: boolean;
  /** If set, only these tools. */
  tools?: readonly string[];
  /** Roles that must allow a call too: how a chosen role can only tighten the one that was assigned. */
  within?: readonly string[];
  /** Of the policy file. */
  rules?: PolicyRules;
  /** Why the policy file can't be used; everything is denied then. */
  broken?: string;
}

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
  | 'budget_spent'
  | 'budget_unavailable';

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

/** The role of a caller for whom the deployment names none. */
export const defaultRole = 'agent_executor';

/** The rules without a policy file: reads are allowed, writes ask, restricted data is masked, whichever role is chosen. */
export const defaultPolicy: Policy = { version: 1, roles: unassignedRoles, readOnly: false };

const digests = new WeakMap<Policy, string>();

/** Identifies a policy in audit records and cache keys; equal rules have equal digests, in whatever order they were written. */
export function policyDigest(policy: Policy): string {
  const known = digests.get(policy);
  if (known !== undefined) return known;
  const digest = createHash('sha256').update(canonicalJson(policy)).digest('hex').slice(0, 16);
  digests.set(policy, digest);
  return digest;
}

/** The scopes of `needed` that a role does not hold. An unknown role holds none. */
export function missingScopes(policy: Policy, role: string, needed: readonly string[]): string[] {
  const roles = rolesOf(policy, role).map((name) => roleNamed(policy, name)?.scopes ?? []);
  return needed.filter((scope) => !roles.every((held) => held.some((pattern) => coversScope(pattern, scope))));
}

/** Whether a role may be shown data of this class in clear. */
export function isCleared(policy: Policy, role: string, data: DataClass): boolean {
  if (policy.broken !== undefined) return false;
  return rolesOf(policy, role).every((name) => clears(roleNamed(policy, name), data));
}

/** Whether the policy file names a credential past the system's own rules, such as `supabase.service_role`. The default names none. */
export function namesCredential(policy: Policy, server: string, credential: string): boolean {
  if (policy.broken !== undefined) return false;
  return policy.rules?.credentials?.includes(`${server}.${credential}`) ?? false;
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

/** The role that a caller was given by the policy: by name, else the default one; a name that no role has where there is none. */
export function assignedRole({ rules }: Policy, principal: string): string {
  if (!rules) return defaultRole;
  const { principals = {}, default_role: fallback = '(none)' } = rules;
  return (Object.hasOwn(principals, principal) ? principals[principal] : undefined) ?? fallback;
}

function roleNamed(policy: Policy, name: string): Role | undefined {
  return Object.hasOwn(policy.roles, name) ? policy.roles[name] : undefined;
}
