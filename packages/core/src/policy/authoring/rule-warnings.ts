import { type Effect, isWrite } from '../../define/effect.ts';
import { nearestNames } from '../../define/nearest-names.ts';
import type { PolicyProblem } from '../build-policy.ts';
import { missingScopes, type Policy } from '../policy.ts';
import { type PolicyFile, ruleLists } from '../policy-schema.ts';
import { suggested } from '../suggested.ts';
import { allowListDenial, denyListDenial } from '../tool-list.ts';
import { type CataloguedTool, fullName, type PolicyCatalogue, toolsOf } from './policy-catalogue.ts';

type Rule = NonNullable<PolicyFile[(typeof ruleLists)[number]]>[number];
const mostNames = 3;

/** Rules that can never apply, and those that let a write go on unasked: a reader of the file would think otherwise. */
export function ruleWarnings(file: PolicyFile, policy: Policy, catalogue: PolicyCatalogue): PolicyProblem[] {
  return ruleLists.flatMap((list) =>
    (file[list] ?? []).flatMap((rule, index) => {
      const message = warningOf(list, rule, policy, catalogue);
      return message === undefined ? [] : [{ path: [list, index], message: `${rule.id} ${message}` }];
    }),
  );
}

function warningOf(
  list: (typeof ruleLists)[number],
  rule: Rule,
  policy: Policy,
  catalogue: PolicyCatalogue,
): string | undefined {
  const named = toolsOf(catalogue, rule.tools);
  // That is told of its patterns.
  if (named.length === 0) return undefined;
  const effects: readonly Effect[] | undefined = rule.effects;
  const ofEffect = named.filter(({ action }) => effects?.includes(action.effect) ?? true);
  const fitting = list === 'approvals' ? ofEffect.filter(({ action }) => isWrite(action.effect)) : ofEffect;
  if (ofEffect.length === 0) return `never applies: no tool of it has these effects (${namesOf(named)})`;
  if (fitting.length === 0) return `never applies: nobody is asked about reads (${namesOf(ofEffect)})`;
  const roles = rule.roles ?? Object.keys(policy.roles);
  const reached = fitting.filter((tool) => roles.some((role) => mayReach(policy, role, tool)));
  if (reached.length === 0) {
    const who = rule.roles ? `${roles.join(' and ')} may not` : 'no role may';
    return `never applies: ${who} call ${namesOf(fitting)} (scopes, lists or read_only)`;
  }
  if ('path' in rule) return argumentWarning(rule, reached);
  if ('mode' in rule && rule.mode === 'never') return neverAsked(reached, roles);
  return 'calls' in rule && rule.calls === 0 ? `allows no call at all of ${namesOf(reached)}` : undefined;
}

/** A bound on an argument that there is not binds nothing, or refuses every call. */
function argumentWarning(
  rule: Extract<Rule, { path: string }>,
  reached: readonly CataloguedTool[],
): string | undefined {
  const [name = ''] = rule.path.replaceAll('[]', '').split('.');
  const known = reached.filter(({ action }) => action.arguments !== undefined);
  const lacking = known.filter(
    ({ action }) => !action.arguments?.some((one) => one.toLowerCase() === name.toLowerCase()),
  );
  const isRefused = rule.missing === 'deny' && !rule.absent;
  if (name === '*' || lacking.length === 0) return undefined;
  if (lacking.length < known.length) {
    return isRefused
      ? `refuses every call of ${namesOf(lacking)}, which takes no ${name}; missing: allow lets it through`
      : undefined;
  }
  const nearest = nearestNames(name, new Set(known.flatMap(({ action }) => action.arguments ?? [])));
  const effect = isRefused ? 'refuses every call' : 'binds nothing';
  return `${effect}: ${namesOf(lacking)} takes no ${name}${suggested(nearest)}`;
}

function neverAsked(reached: readonly CataloguedTool[], roles: readonly string[]): string {
  const isAsked = ({ action: { effect } }: CataloguedTool) => effect === 'delete' || effect === 'send';
  const unasked = reached.filter((tool) => !isAsked(tool));
  if (unasked.length === 0)
    return `has no effect: ${namesOf(reached)} is asked about all the same (deletions and sendings)`;
  return `lets ${roles.join(' and ')} write without asking anybody: ${namesOf(unasked)}`;
}

function mayReach(policy: Policy, role: string, { server, action }: CataloguedTool): boolean {
  if (policy.readOnly && isWrite(action.effect)) return false;
  const question = { policy, roles: [role], action, context: { server } };
  const isListed = !denyListDenial(question) && !allowListDenial(question);
  return isListed && missingScopes(policy, role, action.scopes).length === 0;
}

function namesOf(tools: readonly CataloguedTool[]): string {
  const names = tools.slice(0, mostNames).map(fullName).join(', ');
  return tools.length > mostNames ? `${names} and ${tools.length - mostNames} more` : names;
}
