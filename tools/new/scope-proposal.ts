import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Effect, isWrite } from '@bizmcp/core';
import * as z from 'zod';
import { presetRoles } from '../../packages/core/src/policy/preset-roles.ts';
import { coversScope } from '../../packages/core/src/policy/role.ts';

const Surface = z.object({ tools: z.array(z.object({ scopes: z.array(z.string()) })) });
const roles = Object.entries(presetRoles);
const presetNouns = new Set(roles.flatMap(([, { scopes }]) => scopes.flatMap((scope) => nounOf(scope) ?? [])));

/** A scope for a new tool: of what its name tells of where a role has that noun, else of what most tools of its server have. */
export function proposedScope(noun: string, effect: Effect, serverFolder: string): string {
  const last = noun.replace(/^.*_/, '');
  const forms = [noun, last].flatMap((form) => [form, `${form}s`, form.replace(/y$/, 'ies')]);
  const known = forms.find((form) => presetNouns.has(form));
  return `${known ?? usualNoun(serverFolder) ?? last}:${isWrite(effect) ? 'write' : 'read'}`;
}

/** The ready-made roles that grant a scope. */
export function rolesFor(scope: string): string[] {
  return roles.filter(([, { scopes }]) => scopes.some((pattern) => coversScope(pattern, scope))).map(([name]) => name);
}

function usualNoun(serverFolder: string): string | undefined {
  const surface = Surface.safeParse(JSON.parse(readFileSync(join(serverFolder, 'surface.json'), 'utf8')));
  const nouns = (surface.data?.tools ?? []).flatMap(({ scopes }) => scopes.flatMap((scope) => nounOf(scope) ?? []));
  const counts = Map.groupBy(nouns, (noun) => noun);
  return [...counts].toSorted(([, one], [, other]) => other.length - one.length)[0]?.[0];
}

function nounOf(scope: string): string | undefined {
  const [noun = '*'] = scope.split(':');
  return noun === '*' ? undefined : noun;
}
