import { approvalOf, approversOf } from '../approval-rule.ts';
import { authorize, type ScopedAction, scopeDenial } from '../authorize.ts';
import { checks } from '../check.ts';
import type { Policy } from '../policy.ts';
import { type DecisionContext, questionOf } from '../question.ts';

/** One line for each check that a call was put to, all of them, then the verdict: for the person who writes the policy. */
export function explainDecision(
  policy: Policy,
  role: string,
  action: ScopedAction,
  context: DecisionContext,
): string[] {
  const question = questionOf(policy, role, action, context);
  const lines = [
    lineOf(`the role holds ${action.scopes.join(', ') || 'no scope'}`, scopeDenial(policy, role, action)),
    ...checks.map(({ title, check }) => lineOf(title, check(question))),
  ];
  const verdict = authorize(policy, role, action, context);
  if (!verdict.allowed) return [...lines, `denied: ${verdict.reason} by ${verdict.rule}`];
  const { approval, rule = 'the default' } = approvalOf(question);
  const approvers = approversOf(question);
  const others = approvers ? `another person is asked (${approvers.join(', ') || 'nobody is named by all rules'})` : '';
  const asks = {
    none: 'nobody is asked',
    ask: 'the user is asked',
    out_of_band: others || 'another person is asked',
  };
  return [...lines, `allowed: ${asks[approval]}, by ${rule}`];
}

function lineOf(title: string, denial: { reason: string; rule: string; detail?: string } | undefined): string {
  if (!denial) return `yes  ${title}`;
  return `no   ${title}: ${denial.reason} by ${denial.rule}${denial.detail === undefined ? '' : `, ${denial.detail}`}`;
}
