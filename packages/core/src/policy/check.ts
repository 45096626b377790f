import { isWrite } from '../define/effect.ts';
import { taintRule } from './approval-rule.ts';
import { argumentViolation } from './argument-rule.ts';
import { bindingRules } from './binding-rules.ts';
import { contextDenial } from './context-rule.ts';
import type { Denial } from './denial.ts';
import { noRole } from './policy.ts';
import type { PolicyQuestion } from './question.ts';
import { clears } from './role.ts';
import { isWithinHours } from './time-rule.ts';
import { allowListDenial, denyListDenial, isInEveryList } from './tool-list.ts';

/** One question that every call is put to; no denial means that the next is asked. */
export interface PolicyCheck {
  title: string;
  /** What it denies now may be allowed later, without anybody changing anything. */
  isPassing?: true;
  check(question: PolicyQuestion): Denial | undefined;
}

/** In the order in which they are asked; the first denial decides. */
export const checks: readonly PolicyCheck[] = [
  { title: 'the policy file can be used', check: brokenDenial },
  { title: 'the role exists', check: roleDenial },
  { title: 'the deployment is not read-only', check: readOnlyDenial },
  { title: 'the deployment has selected the tool', check: selectionDenial },
  { title: 'no list denies the tool', check: denyListDenial },
  { title: 'the lists allow the tool', check: allowListDenial },
  { title: 'the context may reach the system', check: contextDenial },
  { title: 'the role is cleared for the data', check: classDenial },
  { title: 'the hours are right', isPassing: true, check: timeDenial },
  { title: 'the arguments are within bounds', check: argumentDenial },
  { title: 'nothing untrusted was read', check: taintDenial },
];

function brokenDenial({ policy }: PolicyQuestion): Denial | undefined {
  if (policy.broken === undefined) return undefined;
  return { reason: 'policy_broken', rule: 'policy', detail: policy.broken };
}

function roleDenial({ policy, roles }: PolicyQuestion): Denial | undefined {
  if (roles.every((role) => Object.hasOwn(policy.roles, role))) return undefined;
  const known = Object.keys(policy.roles).join(', ') || 'none';
  const detail = roles.includes(noRole)
    ? `it gives this user no role, which --role and BIZMCP_ROLE only narrow; name one (there are: ${known}) as default_role or under principals`
    : `roles that exist: ${known}; mend the policy, --role, BIZMCP_ROLE or the configuration file`;
  return { reason: 'unknown_role', rule: 'roles', detail };
}

function readOnlyDenial({ policy, action }: PolicyQuestion): Denial | undefined {
  return policy.readOnly && isWrite(action.effect) ? { reason: 'read_only', rule: 'readOnly' } : undefined;
}

function selectionDenial({ policy, action }: PolicyQuestion): Denial | undefined {
  if (!policy.tools || isInEveryList(action) || policy.tools.includes(action.name)) return undefined;
  return { reason: 'tool_not_selected', rule: 'tools' };
}

function classDenial({ policy, roles, action }: PolicyQuestion): Denial | undefined {
  for (const name of roles) {
    const role = policy.roles[name];
    if (role?.classes?.[action.data] === 'deny')
      return { reason: 'class_denied', rule: `roles.${name}.classes.${action.data}` };
    if (action.data === 'restricted' && !clears(role, action.data))
      return { reason: 'clearance_too_low', rule: `roles.${name}.clearance` };
  }
  return undefined;
}

/** Several rules for one role are its several openings: one must be open, and for each role that must allow the call. */
function timeDenial(question: PolicyQuestion): Denial | undefined {
  const now = question.context.now ?? Date.now();
  for (const rules of bindingRules(question).times) {
    const [first] = rules;
    if (!first || rules.some((rule) => isWithinHours(rule, now))) continue;
    const openings = rules.map((rule) => `${rule.days.join(' ')} ${rule.from}-${rule.to} ${rule.timezone}`);
    return { reason: 'outside_hours', rule: `times.${first.id}`, detail: `allowed: ${openings.join('; ')}` };
  }
  return undefined;
}

function argumentDenial(question: PolicyQuestion): Denial | undefined {
  const { input } = question.context;
  if (input === undefined) return undefined;
  for (const rule of bindingRules(question).arguments) {
    const violation = argumentViolation(rule, input);
    if (violation) return { ...violation, rule: `arguments.${rule.id}` };
  }
  return undefined;
}

function taintDenial({ policy, action, context }: PolicyQuestion): Denial | undefined {
  const isDenied = policy.rules?.taint?.after_untrusted_read === 'deny';
  if (!isDenied || !context.isTainted || !isWrite(action.effect)) return undefined;
  return {
    reason: 'tainted',
    rule: taintRule,
    detail: 'this session has read text that others wrote; begin a new one to write',
  };
}
