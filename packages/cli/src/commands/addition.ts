import { CliError } from '../cli-error.ts';
import { takeValues } from '../entry-writing/given-value.ts';
import { keptSettings, type ServerValues } from '../entry-writing/kept-settings.ts';
import { type Launch, launchOf } from '../entry-writing/launch.ts';
import { storeVariables, tenantVariable } from '../entry-writing/store-variables.ts';
import { serversOf } from '../fleet/fleet.ts';
import type { FleetServer } from '../fleet/fleet-server.ts';
import type { CommandContext } from './command.ts';
import type { EditOptions, OwnChoice } from './edit-options.ts';

/** What is to be added: entries, and the secrets that are kept for them. */
export interface Addition {
  launches: readonly Launch[];
  secrets: ServerValues;
}

/** Reads what was asked for. Nothing is written yet. Throws `CliError`. */
export async function additionOf(options: EditOptions, context: CommandContext): Promise<Addition> {
  const servers = serversOf(options.servers);
  if (servers.length === 0)
    throw new CliError(
      'usage',
      'No server was named.',
      'Name servers, for example hubspot,xero; `bizmcp list` has all.',
    );
  const real = servers.filter((server) => !accessOf(server, options).isSandbox);
  checkNames(options, real);
  const { surroundings, person, input = process.stdin } = context;
  const { platform } = surroundings;
  const values = await takeValues(options.values, { environment: surroundings.environment, input, person });
  const secrets = options.launch.isPlain ? new Map() : secretsOf(real, values);
  const launches: Launch[] = [];
  for (const server of servers) {
    const stored = await storedNames(server, { options, secrets, context });
    const besides = [
      ...(stored.size > 0 ? storeVariables(surroundings) : []),
      ...(options.tenant === undefined ? [] : [tenantVariable(options.tenant)]),
    ];
    launches.push(
      launchOf(server, { ...options.launch, ...accessOf(server, options), values, stored, besides, platform }),
    );
  }
  return { launches, secrets };
}

function accessOf({ name }: FleetServer, { launch, own, isStored }: EditOptions): OwnChoice {
  return own.get(name) ?? { isSandbox: launch.isSandbox, credential: launch.credential, isStored };
}

function checkNames({ values, launch }: EditOptions, servers: readonly FleetServer[]): void {
  const settings = servers.flatMap((server) => server.settings);
  for (const { name, from } of values) {
    const setting = settings.find((one) => one.name === name);
    if (!setting)
      throw new CliError(
        'usage',
        `None of these servers has a variable ${name}.`,
        settings.length > 0 ? `They have: ${settings.map((one) => one.name).join(', ')}.` : 'The sandbox needs none.',
      );
    if (setting.secret && from === 'command line' && !launch.isPlain) throw shown(name);
  }
}

function shown(name: string): CliError {
  return new CliError(
    'usage',
    `${name} is a secret: on a command line others can see it, and the shell remembers it.`,
    `Give --set ${name} to take it from the environment, or --set ${name}=- to type or pipe it in; it is then kept encrypted. --plain-secrets writes it into the file instead.`,
  );
}

function secretsOf(servers: readonly FleetServer[], values: ReadonlyMap<string, string>): ServerValues {
  const given = servers.map(({ name, settings }): [string, Record<string, string>] => {
    const own = settings.filter((setting) => setting.secret && values.has(setting.name));
    return [name, Object.fromEntries(own.map((setting) => [setting.name, values.get(setting.name) ?? '']))];
  });
  return new Map(given.filter(([, own]) => Object.keys(own).length > 0));
}

async function storedNames(
  server: FleetServer,
  { options, secrets, context }: { options: EditOptions; secrets: ServerValues; context: CommandContext },
): Promise<Set<string>> {
  const given = Object.keys(secrets.get(server.name) ?? {});
  const { isStored, isSandbox } = accessOf(server, options);
  if (!isStored || isSandbox) return new Set(given);
  const kept = await keptSettings(context.surroundings, options.tenant).read(server.name);
  const names = [...given, ...Object.keys(kept)];
  if (names.length > 0) return new Set(names);
  const secret = server.settings.find((setting) => setting.secret)?.name ?? 'NAME';
  throw new CliError(
    'refused',
    `No setting of ${server.name} is kept on this computer.`,
    `Give the secret ones with it: --set ${secret}=- takes one from standard input.`,
  );
}
