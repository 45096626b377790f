import type { Effect } from '../define/effect.ts';
import type { DecisionContext, PolicyAction } from './decision.ts';
import type { Policy } from './policy.ts';
import { matchesTool } from './tool-pattern.ts';

/** Everything that one decision is made from. */
export interface PolicyQuestion {
  policy: Policy;
  /** The caller's role and those that it must stay within. */
  roles: readonly string[];
  action: PolicyAction;
  context: DecisionContext;
}

/** The question of one call. */
export function questionOf(
  policy: Policy,
  role: string,
  action: PolicyAction,
  context: DecisionContext = {},
): PolicyQuestion {
  return { policy, roles: rolesOf(policy, role), action, context };
}

/** A role with those that it must stay within. */
export function rolesOf({ within = [] }: Policy, role: string): string[] {
  return [...new Set([role, ...within])];
}

/** What a rule of the policy file applies to. */
interface Subject {
  tools: readonly string[];
  roles?: readonly string[] | undefined;
  effects?: readonly Effect[] | undefined;
}

/** Whether a rule that tightens applies. A server that is not known is taken for the one that the rule names. */
export function restricts(subject: Subject, { roles, action, context }: PolicyQuestion): boolean {
  return applies(subject, roles, action, context.server, true);
}

/** Whether a rule that loosens applies to one role. A server that is not known is none that the rule names. */
export function favours(subject: Subject, role: string, { action, context }: PolicyQuestion): boolean {
  return applies(subject, [role], action, context.server, false);
}

function applies(
  subject: Subject,
  roles: readonly string[],
  { name, effect }: PolicyAction,
  server: string | undefined,
  ifUnknown: boolean,
): boolean {
  if (subject.roles && !subject.roles.some((role) => roles.includes(role))) return false;
  if (subject.effects && !subject.effects.includes(effect)) return false;
  return subject.tools.some((pattern) => matchesTool(pattern, { server, tool: name, ifUnknown }));
}
