import type { Policy, PolicyRules } from './policy.ts';
import { type PolicyQuestion, restricts } from './question.ts';

type RuleOf<List extends 'arguments' | 'budgets' | 'times' | 'approvals'> = NonNullable<PolicyRules[List]>[number];

/** The rules of a policy that tighten one tool for one caller. */
export interface BindingRules {
  arguments: RuleOf<'arguments'>[];
  budgets: RuleOf<'budgets'>[];
  approvals: RuleOf<'approvals'>[];
  /** For each role that has any: its openings. */
  times: RuleOf<'times'>[][];
}

/** Most tools and callers that are remembered for a policy; a server has a few dozen. */
const maxEntries = 5000;
const found = new WeakMap<Policy, Map<string, BindingRules>>();

const noRules: BindingRules = { arguments: [], budgets: [], approvals: [], times: [] };

/** Finds the rules that bind a call; remembered, because a session asks for the same few tools again and again. */
export function bindingRules(question: PolicyQuestion): BindingRules {
  const { policy, roles, action, context } = question;
  if (!policy.rules) return noRules;
  const known = found.get(policy) ?? new Map<string, BindingRules>();
  found.set(policy, known);
  const key = `${roles.join(' ')}\n${context.server ?? '\n'}\n${action.name}\n${action.effect}`;
  const before = known.get(key);
  if (before) return before;
  const rules = findRules(question);
  if (known.size >= maxEntries) known.clear();
  known.set(key, rules);
  return rules;
}

function findRules(question: PolicyQuestion): BindingRules {
  const { arguments: bounds = [], budgets = [], approvals = [], times = [] } = question.policy.rules ?? {};
  const openings = question.roles.map((role) =>
    times.filter((rule) => restricts(rule, { ...question, roles: [role] })),
  );
  return {
    arguments: bounds.filter((rule) => restricts(rule, question)),
    budgets: budgets.filter((rule) => restricts(rule, question)),
    approvals: approvals.filter((rule) => rule.mode !== 'never' && restricts(rule, question)),
    times: openings.filter((rules) => rules.length > 0),
  };
}
