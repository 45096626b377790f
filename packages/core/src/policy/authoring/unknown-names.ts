import { nearestNames } from '../../define/nearest-names.ts';
import type { PolicyProblem } from '../build-policy.ts';
import { type PolicyFile, ruleLists } from '../policy-schema.ts';
import { coversScope } from '../role.ts';
import { suggested } from '../suggested.ts';
import { fullName, type PolicyCatalogue, toolsOf } from './policy-catalogue.ts';

type Path = (string | number)[];

/** Names in a policy file that stand for nothing in the catalogue: of servers, tools and scopes. */
export function unknownNames(file: PolicyFile, catalogue: PolicyCatalogue): PolicyProblem[] {
  return [
    ...patternsOf(file).flatMap(({ path, pattern }) => unknownPattern(path, pattern, catalogue)),
    ...serversOf(file).flatMap(({ path, server }) => unknownServer(path, server, catalogue)),
    ...unknownScopes(file, catalogue),
  ];
}

function patternsOf(file: PolicyFile): { path: Path; pattern: string }[] {
  const listed = (path: Path, patterns: readonly string[] = []) =>
    patterns.map((pattern, index) => ({ path: [...path, index], pattern }));
  const lists = (path: Path, tools: PolicyFile['tools']) => [
    ...listed([...path, 'allow'], tools?.allow),
    ...listed([...path, 'deny'], tools?.deny),
  ];
  return [
    ...lists(['tools'], file.tools),
    ...Object.entries(file.roles).flatMap(([name, role]) => lists(['roles', name, 'tools'], role.tools)),
    ...ruleLists.flatMap((list) =>
      (file[list] ?? []).flatMap(({ tools }, index) => listed([list, index, 'tools'], tools)),
    ),
    ...listed(['taint', 'trusted_sources'], file.taint?.trusted_sources),
  ];
}

function unknownPattern(path: Path, pattern: string, catalogue: PolicyCatalogue): PolicyProblem[] {
  if (pattern === '*' || toolsOf(catalogue, [pattern]).length > 0) return [];
  const [server = ''] = pattern.split('.');
  const unknown = server.includes('*') ? [] : unknownServer(path, server, catalogue);
  if (unknown.length > 0) return unknown;
  const names = toolsOf(catalogue, [`${server}.*`]).map(fullName);
  return [{ path, message: `${pattern} matches no tool${suggested(nearestNames(pattern, names))}` }];
}

function serversOf(file: PolicyFile): { path: Path; server: string }[] {
  const contexts = Object.entries(file.contexts ?? {}).flatMap(([name, { systems }]) =>
    Object.keys(systems).map((server) => ({ path: ['contexts', name, 'systems', server], server })),
  );
  const credentials = (file.credentials ?? []).map((credential, index) => {
    const [server = ''] = credential.split('.');
    return { path: ['credentials', index], server };
  });
  return [...contexts.filter(({ server }) => server !== '*'), ...credentials];
}

function unknownServer(path: Path, server: string, catalogue: PolicyCatalogue): PolicyProblem[] {
  const names = catalogue.map((known) => known.server);
  if (names.includes(server)) return [];
  return [{ path, message: `there is no server ${server}${suggested(nearestNames(server, names))}` }];
}

function unknownScopes(file: PolicyFile, catalogue: PolicyCatalogue): PolicyProblem[] {
  const needed = [...new Set(catalogue.flatMap(({ tools }) => tools.flatMap(({ scopes }) => scopes)))];
  return Object.entries(file.roles).flatMap(([name, { scopes }]) =>
    scopes.flatMap((pattern, index) => {
      if (needed.some((scope) => coversScope(pattern, scope))) return [];
      const [noun = '', verb = ''] = pattern.split(':');
      const nouns = new Set(needed.map((scope) => scope.split(':')[0] ?? ''));
      const nearest = nearestNames(noun, nouns).map((found) => `${found}:${verb}`);
      return [{ path: ['roles', name, 'scopes', index], message: `no tool needs ${pattern}${suggested(nearest)}` }];
    }),
  );
}
