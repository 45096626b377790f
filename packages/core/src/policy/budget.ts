import type { RateLimit } from '../define/tool.ts';
import { parseRateLimit } from '../limits/rate-limit.ts';
import { bindingRules } from './binding-rules.ts';
import type { Policy } from './policy.ts';
import { type DecisionContext, type PolicyAction, questionOf } from './question.ts';

/** One place that a call takes in a budget. */
export interface BudgetCharge {
  rule: string;
  /** What the budget is counted under, in the state that all processes share. */
  key: string;
  limit: RateLimit;
}

/** The budgets that a call counts against. The windows slide: never more than `calls` in any of their time. */
export function budgetsOf(
  policy: Policy,
  principal: { name: string; role: string },
  action: PolicyAction,
  context: DecisionContext,
): BudgetCharge[] {
  const { role, name } = principal;
  return bindingRules(questionOf(policy, role, action, context)).budgets.map((rule) => {
    const tool = rule.counted === 'tool' ? `${context.server ?? ''}.${action.name}` : '*';
    return {
      rule: `budgets.${rule.id}`,
      key: JSON.stringify(['budget', rule.id, name, context.tenant ?? '', tool]),
      limit: limitOf(rule),
    };
  });
}

function limitOf({ calls, per }: { calls: number | string; per?: 'hour' | 'day' | undefined }): RateLimit {
  return typeof calls === 'string' ? parseRateLimit(calls) : { calls, perSeconds: per === 'hour' ? 3600 : 86_400 };
}
