import type { Denial } from './denial.ts';
import type { PolicyAction, PolicyQuestion } from './question.ts';
import { matchesTool } from './tool-pattern.ts';

interface ToolList {
  rule: string;
  allow?: readonly string[] | undefined;
  deny?: readonly string[] | undefined;
}

/** Denies what any list denies, whatever another allows. */
export function denyListDenial(question: PolicyQuestion): Denial | undefined {
  for (const { rule, deny = [] } of listsOf(question)) {
    const pattern = deny.find((candidate) => matches(candidate, question, true));
    if (pattern !== undefined) return { reason: 'tool_denied', rule: `${rule}.deny`, detail: `denied by ${pattern}` };
  }
  return undefined;
}

/** What needs no mention to be allowed: it tells why nothing works, and what may be done at all. */
export function isInEveryList({ name }: PolicyAction): boolean {
  return name === 'health_check' || name === 'capabilities';
}

/** Denies what a list of allowed tools leaves out. */
export function allowListDenial(question: PolicyQuestion): Denial | undefined {
  if (isInEveryList(question.action)) return undefined;
  for (const { rule, allow } of listsOf(question)) {
    if (allow && !allow.some((pattern) => matches(pattern, question, false)))
      return { reason: 'tool_not_allowed', rule: `${rule}.allow` };
  }
  return undefined;
}

function listsOf({ policy, roles }: PolicyQuestion): ToolList[] {
  return [
    { rule: 'tools', ...policy.rules?.tools },
    ...roles.map((role) => ({ rule: `roles.${role}.tools`, ...policy.roles[role]?.tools })),
  ];
}

function matches(pattern: string, { action, context }: PolicyQuestion, ifUnknown: boolean): boolean {
  return matchesTool(pattern, { server: context.server, tool: action.name, ifUnknown });
}
