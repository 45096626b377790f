import type { DataClass } from '../define/data-class.ts';
import type { Effect } from '../define/effect.ts';
import { type Policy, rolesOf } from './policy.ts';
import { matchesTool } from './tool-pattern.ts';

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
  context: DecisionContext,
): PolicyQuestion {
  return { policy, roles: rolesOf(policy, role), action, context };
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
