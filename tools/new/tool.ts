import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Effect, effects } from '@bizmcp/core';
import { nameProblem, promiseProblem } from '../../packages/testkit/src/contract/tool-name.ts';
import { nameForms } from './name-forms.ts';
import { Problem } from './problem.ts';
import { withTool } from './registration.ts';
import { finish, type Runner } from './runner.ts';
import { proposedScope, rolesFor } from './scope-proposal.ts';
import { nounOf, toolSource } from './tool-source.ts';

/** Adds a tool to a server: its file, its registration and everything that is generated from it. Or nothing. */
export function newTool(root: string, server: string, name: string, effectName: string, run: Runner): string {
  const effect = readEffect(effectName);
  const folder = join(root, 'servers', server);
  if (!/^[a-z0-9-]+$/.test(server) || !existsSync(join(folder, 'src', 'server.ts')))
    throw new Problem(
      `There is no server ${JSON.stringify(server)} below servers/; make it with \`pnpm new server <name>\`.`,
    );
  const problem = nameProblem(name);
  if (problem !== undefined) throw new Problem(`${problem}. Use verb_noun, such as list_invoices.`);
  const promise = promiseProblem(name, effect);
  if (promise !== undefined) throw new Problem(`${promise}. Take that effect, or another verb.`);
  const forms = nameForms(name);
  const file = join(folder, 'src', 'tools', `${forms.kebab}.ts`);
  if (existsSync(file) || name === 'health_check')
    throw new Problem(`${server} has a tool ${name} already; choose another name.`);
  const registry = join(folder, 'src', 'server.ts');
  const source = readFileSync(registry, 'utf8');
  const registered = withTool(source, forms.camel, `${forms.kebab}.ts`);
  const scope = proposedScope(nounOf(forms), effect, folder);
  const place = { api: apiName(folder), server, scope, spareNote: spareNote(folder) };
  writeFileSync(file, toolSource(forms, effect, place));
  writeFileSync(registry, registered);
  try {
    finish(server, run);
  } catch (error) {
    rmSync(file);
    writeFileSync(registry, source);
    throw error;
  }
  const done = `servers/${server}/src/tools/${forms.kebab}.ts is written and registered.`;
  const now = place.spareNote ? "It works on the template's notes until then." : untilThen(effect, server);
  return `${done}\n${now} To fill in:\n${left(effect, server, scope)}\n${trial(server, name)}`;
}

function readEffect(name: string): Effect {
  const effect = effects.find((known) => known === name);
  if (effect === undefined)
    throw new Problem(`${JSON.stringify(name)} is no effect: say --effect ${effects.join(', ')}.`);
  return effect;
}

function untilThen(effect: Effect, server: string): string {
  const state =
    effect === 'read'
      ? 'pnpm test is green meanwhile, but for a token budget that is used up'
      : `the contract suite is red until its effect is ${effect}`;
  return `So far it only asks ${server} whether it is there; ${state}.`;
}

/** What only a person can say of a system. */
function left(effect: Effect, server: string, scope: string): string {
  const change = effect === 'update' || effect === 'delete' ? '; change: what is there now' : '';
  const asked = effect === 'read' ? '' : `${change}; undo: what takes it back, for the person who is asked`;
  return [
    '  1. description, input and output: what it returns, when to use it, what to use instead',
    `  2. handler: the one request that it makes, and its answer mapped to the output${asked}`,
    '  3. data: the class of what it returns, a field of a higher one by .meta({ class }); foreignText: true where strangers write it',
    `     scopes: ${scope} is granted by ${rolesFor(scope).join(', ')}; for others take a noun of packages/core/src/policy/preset-roles.ts`,
    `  4. examples, and in servers/${server}/simulator/ what the vendor does with that request`,
    `  5. tokenBudget in servers/${server}/src/server.ts, if the tool is worth more than is left of it`,
  ].join('\n');
}

/** The contract runs the built server too, and holds its surface to the code. */
function trial(server: string, name: string): string {
  return `To try it after each change: pnpm generate ${server} && pnpm --filter @bizmcp/${server} build && pnpm exec vitest run servers/${server} -t ${name}`;
}

function apiName(folder: string): string {
  const name = /^export const (\w+) = defineApi\(/m.exec(readFileSync(join(folder, 'src', 'api.ts'), 'utf8'))?.[1];
  if (name === undefined) throw new Problem('src/api.ts exports no `defineApi(...)`; write it first.');
  return name;
}

/** Each tool's example takes another note: the contract runs all of them on one notebook. */
function spareNote(folder: string): string | undefined {
  const note = join(folder, 'src', 'note.ts');
  if (!existsSync(note) || !/export const WireNote\b/.test(readFileSync(note, 'utf8'))) return undefined;
  return String(readdirSync(join(folder, 'src', 'tools')).length + 1);
}
