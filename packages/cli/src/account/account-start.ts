import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../commands/command.ts';
import { splitNames } from '../commands/split-names.ts';
import type { ServerStart } from '../entry-reading/server-start.ts';
import { type GivenValue, givenValueOf, takeValues } from '../entry-writing/given-value.ts';
import { givenTenant } from '../entry-writing/store-variables.ts';
import { serversOf } from '../fleet/fleet.ts';
import type { FleetServer } from '../fleet/fleet-server.ts';
import { targetOf } from '../live-server/target.ts';

/** Whose account is connected or disconnected. */
export interface AccountChoice {
  clients: readonly string[];
  from: string | undefined;
  tenant: string | undefined;
  values: readonly GivenValue[];
}

/** The options of the commands on accounts. */
export const accountFlags = {
  client: { type: 'string', multiple: true, short: 'c' },
  from: { type: 'string' },
  tenant: { type: 'string' },
  set: { type: 'string', multiple: true },
} as const;

/** The lines of the help on those options. */
export const accountUsage = [
  'The server is started as the entry of a client says, else by npx in its pinned',
  'version; its settings are those of the entry, of the environment and those kept.',
  '',
  '-c, --client a     the entry of this client',
  '--from DIR         a built server of a checkout, DIR/<server>/dist/index.js',
  '--tenant NAME      the customer or company, where the server works for several',
  '--set NAME         a setting from the environment; --set NAME=- from standard input',
];

/** What was said to a command on accounts. */
export function accountChoiceOf(values: {
  client?: string[] | undefined;
  from?: string | undefined;
  tenant?: string | undefined;
  set?: string[] | undefined;
}): AccountChoice {
  return {
    clients: splitNames(values.client),
    from: values.from,
    tenant: givenTenant(values.tenant),
    values: (values.set ?? []).map(givenValueOf),
  };
}

/** The one server that is named. Throws `CliError`. */
export function serverOf(words: readonly string[]): FleetServer {
  const [server, ...others] = serversOf(words);
  if (server && others.length === 0) return server;
  throw new CliError('usage', 'Name one server.', 'For example: xero.');
}

/** How to start a server to change its account, with all that its entry, this terminal and the store know. Throws `CliError`. */
export async function accountStart(
  server: FleetServer,
  { clients, from, tenant, values }: AccountChoice,
  { surroundings, person, input = process.stdin }: CommandContext,
): Promise<ServerStart> {
  const { environment: own } = surroundings;
  const shown = values.find((one) => one.from === 'command line' && isSecret(server, one.name));
  if (shown)
    throw new CliError(
      'usage',
      `${shown.name} is a secret: on a command line others can see it.`,
      `Give --set ${shown.name} to take it from the environment, or --set ${shown.name}=- to type or pipe it in.`,
    );
  const given = await takeValues(values, { environment: own, input, person });
  const { start } = targetOf(
    { name: server.name, program: [], clients, from, isSandbox: false },
    { surroundings, person },
  );
  const args = start.args.filter((arg) => arg !== '--sandbox');
  const environment = {
    ...{ BIZMCP_SETTINGS: 'stored', ...own, ...setOf(start.environment), ...Object.fromEntries(given) },
    BIZMCP_SANDBOX: undefined,
  };
  return {
    ...start,
    args: tenant === undefined ? args : [...args, '--tenant', tenant],
    environment: setOf(environment),
  };
}

function isSecret({ settings }: FleetServer, name: string): boolean {
  return settings.some((setting) => setting.name === name && setting.secret);
}

/** Without what a client has left empty or as a reference: that would hide what this terminal has. */
function setOf(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined || value.trim() === '' || /^\$\{[^}]*\}$/.test(value.trim()) ? [] : [[name, value]],
    ),
  );
}
