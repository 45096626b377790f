import { isWrite } from '../define/effect.ts';
import { bindingRules } from './binding-rules.ts';
import { favours, type PolicyQuestion } from './question.ts';

/** From the least to the most: nobody, the user of the client, a person outside the conversation. */
const approvals = ['none', 'ask', 'out_of_band'] as const;

/** Who must say yes to a call. */
export type ApprovalNeed = (typeof approvals)[number];

/** The rule that decides where a call needs more because of what the process has read. */
export const taintRule = 'taint.after_untrusted_read';

interface ApprovalDecision {
  approval: ApprovalNeed;
  /** The rule of the file that decided; none for the default. */
  rule?: string;
}

/** The strictest of what the rules ask for of a write; without a rule it asks. A read never does. */
export function approvalOf(question: PolicyQuestion): ApprovalDecision {
  if (!isWrite(question.action.effect)) return { approval: 'none' };
  const strict = bindingRules(question).approvals;
  const found = strict.find((rule) => rule.mode === 'out_of_band') ?? strict[0];
  const ruled: ApprovalDecision = found
    ? { approval: found.mode === 'out_of_band' ? 'out_of_band' : 'ask', rule: `approvals.${found.id}` }
    : usualApproval(question);
  return strictest(ruled, taintApproval(question));
}

/** Who may say yes out of band: those whom every rule names that names any; undefined where none does. */
export function approversOf(question: PolicyQuestion): string[] | undefined {
  const lists = bindingRules(question).approvals.flatMap(({ approvers }) => (approvers ? [approvers] : []));
  const [first, ...others] = lists;
  return first?.filter((name) => others.every((list) => list.includes(name)));
}

/** A write goes on unasked only if every role of the caller has a rule for it, and never a deletion or a sending. */
function usualApproval(question: PolicyQuestion): ApprovalDecision {
  const { effect } = question.action;
  if (effect === 'delete' || effect === 'send') return { approval: 'ask' };
  const never = (question.policy.rules?.approvals ?? []).filter((rule) => rule.mode === 'never');
  const rules = question.roles.map((role) => never.find((rule) => favours(rule, role, question)));
  const [first] = rules;
  return first && rules.every((rule) => rule)
    ? { approval: 'none', rule: `approvals.${first.id}` }
    : { approval: 'ask' };
}

/** What the process has read may have told the model to write. */
function taintApproval({ policy, context }: PolicyQuestion): ApprovalDecision {
  if (!context.isTainted) return { approval: 'none' };
  const after = policy.rules?.taint?.after_untrusted_read;
  return { approval: after === 'out_of_band' ? 'out_of_band' : 'ask', rule: taintRule };
}

function strictest(one: ApprovalDecision, other: ApprovalDecision): ApprovalDecision {
  return approvals.indexOf(other.approval) > approvals.indexOf(one.approval) ? other : one;
}
