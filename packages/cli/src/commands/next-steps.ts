import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Client } from '../clients/client.ts';
import { isNodeNewEnough, type NodeProgram } from '../entry-reading/program.ts';
import type { Launch } from '../entry-writing/launch.ts';
import { findCheckout } from '../new/checkout.ts';
import { wrapped } from '../screen/wrap.ts';
import { targetsOf } from './edit-entries.ts';
import type { EditOptions } from './edit-options.ts';

/** What a person has still to do after entries were added, in its order. */
export function nextSteps(
  launches: readonly Launch[],
  options: EditOptions,
  { changed, folder, node }: { changed: ReadonlySet<string>; folder: string; node: NodeProgram | undefined },
): string[] {
  const clients = targetsOf(options).map(({ client }) => client);
  return [
    ...nodeSteps(node),
    ...launches.flatMap((launch) => variableSteps(launch, clients)),
    ...passphraseSteps(launches, clients),
    ...launches.flatMap(loginSteps),
    ...reloadSteps(options, changed),
    ...checkoutSteps(launches, folder),
    ...launches.flatMap(buildSteps),
    'If something does not work: bizmcp doctor',
  ];
}

/** How the clients of changed files come to see them. */
export function reloadSteps(options: EditOptions, changed: ReadonlySet<string>): string[] {
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

function nodeSteps(node: NodeProgram | undefined): string[] {
  if (!node || isNodeNewEnough(node.version)) return [];
  return [
    `Install Node.js 22.18 or newer (https://nodejs.org): a client that you start finds ${node.version} (${node.path}).`,
  ];
}

function variableSteps({ server, variables }: Launch, clients: readonly Client[]): string[] {
  const missing = variables.filter(({ isRequired, value }) => isRequired && value === undefined);
  if (missing.length === 0) return [];
  const names = missing.map(({ name }) => name).join(', ');
  const steps: Record<Client['variables'], (titles: string) => string> = {
    'asked for': (titles) => `When ${titles} starts ${server.title}, it asks for ${names}.`,
    'looked up': (titles) => `Set ${names} where you start ${titles}.`,
    'in the file': (titles) =>
      `${titles} reads no environment variables: give ${names} with --set NAME=-, and it is kept encrypted.`,
  };
  return [...Map.groupBy(clients, (client) => client.variables)].map(([way, own]) =>
    steps[way](listed(own.map(({ title }) => title))),
  );
}

/** A passphrase can only be looked up: in the file it would open the store to whoever reads that. */
function passphraseSteps(launches: readonly Launch[], clients: readonly Client[]): string[] {
  const isNeeded = launches.some(({ variables }) => variables.some(({ name }) => name === 'BIZMCP_MASTER_PASSPHRASE'));
  const blind = clients.filter(({ variables }) => variables === 'in the file').map(({ title }) => title);
  if (!isNeeded || blind.length === 0) return [];
  return [
    `${listed(blind)} hands on no BIZMCP_MASTER_PASSPHRASE: unless the key is in a keychain, have it in a file (BIZMCP_KEY_PLACE=file).`,
  ];
}

/** In a checkout a person may expect what was built there. */
function checkoutSteps(launches: readonly Launch[], folder: string): string[] {
  const isFetched = launches.some(({ command }) => command === 'npx');
  const checkout = findCheckout(folder);
  if (!isFetched || checkout === undefined) return [];
  const place = relative(folder, join(checkout, 'servers'));
  return [`The packages come from npm; with --from ${place} the clients start what is built in this checkout.`];
}

function buildSteps({ server, command, args: [script = ''] }: Launch): string[] {
  if (command !== 'node' || existsSync(script)) return [];
  return [`${server.title} is not built yet: there is no ${script}.`];
}

function loginSteps({ server, credential }: Launch): string[] {
  return credential?.fromLogin ? [`Connect your ${server.title} account: bizmcp login ${server.name}`] : [];
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
