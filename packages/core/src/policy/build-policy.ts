import { dataClasses } from '../define/data-class.ts';
import { nearestNames } from '../define/nearest-names.ts';
import type { Policy, PolicyRules } from './policy.ts';
import { type PolicyFile, ruleLists } from './policy-schema.ts';
import { presetNames, presetRoles } from './preset-roles.ts';
import type { Role } from './role.ts';
import { suggested } from './suggested.ts';

/** Something in a policy file that names what is not there, or contradicts itself. */
export interface PolicyProblem {
  path: (string | number)[];
  message: string;
}

/** Puts a checked file together: roles with what they inherit, rules as they are. Lists every reference that leads nowhere. */
export function buildPolicy(file: PolicyFile): { policy: Policy; problems: PolicyProblem[] } {
  const problems: PolicyProblem[] = [];
  const roles: Record<string, Role> = {};
  for (const preset of file.presets) roles[preset] = presetRoles[preset];
  for (const name of Object.keys(file.roles)) roles[name] = roleOf(file, name, [], problems);
  const known = (name: string) => Object.hasOwn(roles, name);
  problems.push(...unknownRoles(file, known), ...repeatedRules(file), ...unknownContext(file));
  const { $schema: _, version, description: __, presets: ___, roles: ____, read_only: readOnly, ...rules } = file;
  return { policy: { version, roles, readOnly, rules: { ...rules, ...withHeirs(file) } }, problems };
}

/** A bound on a role binds those that inherit from it too; a write that goes on unasked is for the named role alone. */
function withHeirs(file: PolicyFile): Pick<PolicyRules, (typeof ruleLists)[number]> {
  const heirs = (role: string) => Object.keys(file.roles).filter((name) => descendsFrom(file, name, role, []));
  const widen = <Rule extends { roles?: string[] | undefined }>(rule: Rule): Rule =>
    rule.roles ? { ...rule, roles: [...new Set([...rule.roles, ...rule.roles.flatMap(heirs)])] } : rule;
  return {
    ...(file.arguments && { arguments: file.arguments.map(widen) }),
    ...(file.budgets && { budgets: file.budgets.map(widen) }),
    ...(file.times && { times: file.times.map(widen) }),
    ...(file.approvals && { approvals: file.approvals.map((rule) => (rule.mode === 'never' ? rule : widen(rule))) }),
  };
}

function descendsFrom(file: PolicyFile, name: string, role: string, seen: readonly string[]): boolean {
  const parents = (Object.hasOwn(file.roles, name) ? file.roles[name]?.inherits : undefined) ?? [];
  if (seen.includes(name)) return false;
  return parents.some((parent) => parent === role || descendsFrom(file, parent, role, [...seen, name]));
}

function roleOf(file: PolicyFile, name: string, above: readonly string[], problems: PolicyProblem[]): Role {
  const own = Object.hasOwn(file.roles, name) ? file.roles[name] : undefined;
  const preset = presetNames.find((candidate) => candidate === name);
  if (!own) return preset ? presetRoles[preset] : { scopes: [], clearance: 'public' };
  const parents = own.inherits.flatMap((parent, index) => {
    const isKnown = Object.hasOwn(file.roles, parent) || presetNames.some((candidate) => candidate === parent);
    const isCircle = parent === name || above.includes(parent);
    const path = ['roles', name, 'inherits', index];
    if (!isKnown) problems.push({ path, message: noRole(parent, [...Object.keys(file.roles), ...presetNames]) });
    if (isCircle) problems.push({ path, message: `${parent} inherits from ${name}: a circle` });
    return isKnown && !isCircle ? [roleOf(file, parent, [...above, name], problems)] : [];
  });
  return inherit(own, parents);
}

/** Scopes add up and so do denials; what is said of the role itself goes before what it inherits. */
function inherit(own: PolicyFile['roles'][string], parents: readonly Role[]): Role {
  const inherited = dataClasses.findLast((name) => parents.some((parent) => parent.clearance === name));
  const allow = own.tools?.allow ?? sharedAllow(parents);
  const deny = [...(own.tools?.deny ?? []), ...parents.flatMap((parent) => parent.tools?.deny ?? [])];
  const classes: Role['classes'] = Object.fromEntries(
    dataClasses.flatMap((name) => {
      const rules = [own.classes?.[name], ...parents.map((parent) => parent.classes?.[name])];
      const strictest = rules.find((rule) => rule === 'deny') ?? rules.find((rule) => rule !== undefined);
      return strictest ? [[name, strictest]] : [];
    }),
  );
  return {
    scopes: [...new Set([...own.scopes, ...parents.flatMap((parent) => parent.scopes)])],
    clearance: own.clearance ?? inherited ?? 'public',
    ...(Object.keys(classes).length > 0 && { classes }),
    ...((allow || deny.length > 0) && { tools: { ...(allow && { allow }), deny } }),
  };
}

/** A list of allowed tools is inherited when every parent has one: else one of them allows all. */
function sharedAllow(parents: readonly Role[]): readonly string[] | undefined {
  const lists = parents.map((parent) => parent.tools?.allow);
  return lists.length > 0 && lists.every((list) => list !== undefined) ? lists.flat() : undefined;
}

function unknownRoles(file: PolicyFile, isKnown: (name: string) => boolean): PolicyProblem[] {
  const names = [...Object.keys(file.roles), ...presetNames];
  const named: { path: (string | number)[]; role: string }[] = [
    ...(file.default_role === undefined ? [] : [{ path: ['default_role'], role: file.default_role }]),
    ...Object.entries(file.principals ?? {}).map(([name, role]) => ({ path: ['principals', name], role })),
    ...ruleLists.flatMap((list) =>
      (file[list] ?? []).flatMap((rule, index) =>
        (rule.roles ?? []).map((role, at) => ({ path: [list, index, 'roles', at], role })),
      ),
    ),
  ];
  return named.filter(({ role }) => !isKnown(role)).map(({ path, role }) => ({ path, message: noRole(role, names) }));
}

function noRole(role: string, names: readonly string[]): string {
  return `there is no role ${role}${suggested(nearestNames(role, names))}; define it in roles or list it in presets`;
}

function repeatedRules(file: PolicyFile): PolicyProblem[] {
  return ruleLists.flatMap((list) => {
    const names = (file[list] ?? []).map((rule) => rule.id);
    return names.flatMap((name, index) =>
      names.indexOf(name) < index ? [{ path: [list, index, 'id'], message: `${name} is the name of two rules` }] : [],
    );
  });
}

function unknownContext({ contexts = {}, default_context: name }: PolicyFile): PolicyProblem[] {
  if (name === undefined || Object.hasOwn(contexts, name)) return [];
  return [{ path: ['default_context'], message: `there is no context ${name}` }];
}
