import type { PolicyProblem } from '../build-policy.ts';
import type { PolicyFile } from '../policy-schema.ts';
import { fullName, type PolicyCatalogue, toolsOf } from './policy-catalogue.ts';

/** Roles that nobody has, and lists that say the same and its contrary. */
export function callerWarnings(file: PolicyFile, catalogue: PolicyCatalogue): PolicyProblem[] {
  return [
    ...roleWarnings(file),
    ...listWarnings(['tools'], file.tools, catalogue),
    ...roleListWarnings(file, catalogue),
  ];
}

function roleWarnings(file: PolicyFile): PolicyProblem[] {
  const given = new Set([...Object.values(file.principals ?? {}), ...(file.default_role ? [file.default_role] : [])]);
  if (given.size === 0)
    return [{ path: [], message: 'nobody has a role, so every call is denied; name a default_role or principals' }];
  const inherited = new Set(Object.values(file.roles).flatMap((role) => role.inherits));
  return Object.keys(file.roles)
    .filter((name) => !given.has(name) && !inherited.has(name))
    .map((name) => ({
      path: ['roles', name],
      message: `nobody has the role ${name}: principals and default_role give others, and --role can only narrow those`,
    }));
}

function roleListWarnings(file: PolicyFile, catalogue: PolicyCatalogue): PolicyProblem[] {
  return Object.entries(file.roles).flatMap(([name, role]) =>
    listWarnings(['roles', name, 'tools'], role.tools, catalogue),
  );
}

function listWarnings(path: string[], lists: PolicyFile['tools'], catalogue: PolicyCatalogue): PolicyProblem[] {
  const { allow = [], deny = [] } = lists ?? {};
  const denied = new Set(toolsOf(catalogue, deny).map(fullName));
  return allow.flatMap((pattern, index) => {
    const allowed = toolsOf(catalogue, [pattern]).map(fullName);
    const isVain = allowed.length > 0 && allowed.every((name) => denied.has(name));
    return isVain
      ? [{ path: [...path, 'allow', index], message: `all that ${pattern} allows is denied beside it` }]
      : [];
  });
}
