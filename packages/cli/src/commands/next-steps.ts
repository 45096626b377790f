import type { Client } from '../clients/client.ts';
import type { Launch } from '../entry/launch.ts';
import { targetsOf } from './edit-entries.ts';
import type { EditOptions } from './edit-options.ts';

/** What a person has still to do, in its order; nothing after a dry run. */
export function nextSteps(launches: readonly Launch[], options: EditOptions): string[] {
  if (options.isDryRun) return [];
  const targets = targetsOf(options);
  const clients = targets.map(({ client }) => client);
  return [
    ...launches.flatMap((launch) => variableSteps(launch, clients)),
    ...launches.flatMap(loginSteps),
    ...reloadSteps(targets),
    'If something does not work: bizmcp doctor',
  ];
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

function reloadSteps(targets: ReturnType<typeof targetsOf>): string[] {
  const own = targets.flatMap(({ client, scope }) => client.reload?.(scope) ?? []);
  const others = targets.filter(({ client }) => !client.reload).map(({ client }) => client.title);
  return [...own, ...(others.length === 0 ? [] : [`Restart ${listed(others)}.`])];
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
