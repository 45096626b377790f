import type { Client } from '../clients/client.ts';
import type { Launch } from '../entry/launch.ts';
import { wrapped } from '../screen/wrap.ts';
import { targetsOf } from './edit-entries.ts';
import type { EditOptions } from './edit-options.ts';

/** What a person has still to do after entries were added, in its order; nothing after a dry run. */
export function nextSteps(launches: readonly Launch[], options: EditOptions, changed: ReadonlySet<string>): string[] {
  if (options.isDryRun) return [];
  const clients = targetsOf(options).map(({ client }) => client);
  return [
    ...launches.flatMap((launch) => variableSteps(launch, clients)),
    ...launches.flatMap(loginSteps),
    ...reloadSteps(options, changed),
    'If something does not work: bizmcp doctor',
  ];
}

/** How the clients of changed files come to see them. */
export function reloadSteps(options: EditOptions, changed: ReadonlySet<string>): string[] {
  if (options.isDryRun) return [];
  const targets = targetsOf(options).filter(({ client }) => changed.has(client.id));
  const own = targets.flatMap(({ client, scope }) => client.reload?.(scope) ?? []);
  const others = targets.filter(({ client }) => !client.reload).map(({ client }) => client.title);
  return [...own, ...(others.length === 0 ? [] : [`Restart ${listed(others)}.`])];
}

/** The steps as lines for a person. */
export function stepLines(steps: readonly string[], columns: number): string[] {
  const lines = steps.flatMap((step) => wrapped(step, columns, { first: '- ', rest: '  ' }));
  return steps.length === 0 ? [] : ['', 'Next:', ...lines];
}

function variableSteps({ server, variables }: Launch, clients: readonly Client[]): string[] {
  const missing = variables
    .filter(({ isRequired, value }) => isRequired && value === undefined)
    .map(({ name }) => name);
  if (missing.length === 0) return [];
  const names = missing.join(', ');
  const titles = (way: Client['variables']) =>
    listed(clients.filter(({ variables: own }) => own === way).map(({ title }) => title));
  const steps = {
    'asked for': `When ${titles('asked for')} starts ${server.title}, it asks for ${names}.`,
    'looked up': `Set ${names} where you start ${titles('looked up')}.`,
    'in the file': `${titles('in the file')} reads no environment variables: give ${names} with --set NAME=-, and it is kept encrypted.`,
  };
  return Object.entries(steps).flatMap(([way, step]) =>
    clients.some((client) => client.variables === way) ? [step] : [],
  );
}

function loginSteps({ server, credential }: Launch): string[] {
  return credential?.fromLogin ? [`Connect your ${server.title} account: bizmcp login ${server.name}`] : [];
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
