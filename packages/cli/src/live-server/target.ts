import { CliError } from '../cli-error.ts';
import { allClients, clientsOf } from '../clients/all-clients.ts';
import { shapeOf } from '../entry-reading/entry-shape.ts';
import { clientFiles, entriesIn, type FoundEntry } from '../entry-reading/found-entry.ts';
import { isTrusted, mayStart, type Place, trustCommand } from '../entry-reading/project-trust.ts';
import { type EntryStart, type ServerStart, startOf } from '../entry-reading/server-start.ts';
import { fleet } from '../fleet/fleet.ts';
import type { FleetServer } from '../fleet/fleet-server.ts';
import { pathsOf, type Surroundings } from '../surroundings.ts';

/** A server to be started, and where the way to start it comes from. */
export interface Target {
  start: ServerStart;
  /** In words: `as Claude Code starts it (./.mcp.json)`. */
  how: string;
}

/** How a person named a server. */
export interface TargetChoice {
  /** Of an entry or of a server of the fleet. */
  name: string | undefined;
  /** A whole command line, instead of a name. */
  program: readonly string[];
  clients: readonly string[];
  /** Folder with built servers. */
  from: string | undefined;
  isSandbox: boolean;
}

/** The options that name a server. */
export const targetFlags = {
  client: { type: 'string', multiple: true, short: 'c' },
  from: { type: 'string' },
  sandbox: { type: 'boolean' },
} as const;

/** The lines of the help on those options. */
export const targetUsage = [
  'The server is that of an entry in a client, started as the client would; else one of the fleet, by npx.',
  '-c, --client a     the entry of this client',
  '--from DIR         a built server of a checkout, DIR/<server>/dist/index.js',
  '--sandbox          invented data, no account needed',
  '-- COMMAND ...     any command that starts an MCP server, instead of a name',
];

/** Finds out how to start what was named. Throws `CliError` for a name that nothing has. */
export function targetOf(choice: TargetChoice, place: Place): Target {
  const target = plainTarget(choice, place);
  if (!choice.isSandbox || target.start.args.includes('--sandbox')) return target;
  return { ...target, start: { ...target.start, args: [...target.start.args, '--sandbox'] } };
}

function plainTarget({ name, program, clients, from }: TargetChoice, place: Place): Target {
  const { surroundings } = place;
  const [command, ...args] = program;
  if (command !== undefined) return { start: ownStart(command, args, surroundings), how: 'by the command given' };
  if (name === undefined)
    throw new CliError('usage', 'No server was named.', 'Name an entry or a server, or give a command behind `--`.');
  const server = fleet.find((one) => one.name === name);
  if (from !== undefined) return builtTarget(name, server, from, surroundings);
  const entry = entryNamed(name, clients, place);
  const found = entry && startOf(entry, surroundings);
  if (entry && found) return entryTarget(entry, found, surroundings);
  if (!server || clients.length > 0)
    throw new CliError(
      'usage',
      clients.length > 0
        ? `There is no entry "${name}" in ${clients.join(', ')}.`
        : `There is no entry and no server "${name}".`,
      `Servers: ${fleet.map((one) => one.name).join(', ')}. \`bizmcp doctor\` shows the entries.`,
    );
  const start = ownStart('npx', ['-y', `${server.package}@${server.version}`], surroundings);
  return { start, how: `${server.package}@${server.version} by npx` };
}

/** A start with all that this terminal has. */
function ownStart(command: string, args: readonly string[], { environment, folder }: Surroundings): ServerStart {
  const pairs = Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return { command, args, environment: Object.fromEntries(pairs), folder };
}

function builtTarget(name: string, server: FleetServer | undefined, from: string, surroundings: Surroundings): Target {
  if (!server)
    throw new CliError(
      'usage',
      `There is no server "${name}".`,
      `Servers: ${fleet.map((one) => one.name).join(', ')}.`,
    );
  const script = pathsOf(surroundings).resolve(surroundings.folder, from, name, 'dist', 'index.js');
  return { start: ownStart(process.execPath, [script], surroundings), how: script };
}

/** One that is trusted comes first, then an entry of that very name before one of another name that starts the server. */
function entryNamed(name: string, clients: readonly string[], place: Place): FoundEntry | undefined {
  const { surroundings } = place;
  const chosen = clients.length > 0 ? clientsOf(clients) : allClients;
  const entries = clientFiles(chosen, surroundings)
    .flatMap(entriesIn)
    .filter((entry) => shapeOf(entry).command !== undefined && !shapeOf(entry).isDisabled);
  const named = [
    ...entries.filter((entry) => entry.name === name),
    ...entries.filter(({ server }) => server?.name === name),
  ];
  const trusted = named.find((entry) => isTrusted(entry, surroundings));
  const [stranger] = named;
  if (trusted || !stranger) return trusted;
  if (mayStart(stranger, place)) return stranger;
  throw new CliError(
    'refused',
    `The entry "${stranger.name}" of ${stranger.path} belongs to the project, and nobody here has agreed to what it starts.`,
    `Read it. If you trust it: ${trustCommand(stranger)}`,
    4,
  );
}

function entryTarget(entry: FoundEntry, found: EntryStart, surroundings: Surroundings): Target {
  const missing = found.unset.find(({ place }) => place === 'command' || place === 'args');
  if (missing)
    throw new CliError(
      'refused',
      `The entry "${entry.name}" refers to ${missing.variable}, which is not set.`,
      `Set ${missing.variable}, or see \`bizmcp doctor\`.`,
      4,
    );
  // What the client would ask for can be given by the terminal.
  const given = found.asked.flatMap(({ place }) => {
    const value = surroundings.environment[place];
    return value === undefined ? [] : [[place, value]];
  });
  const environment = { ...found.start.environment, ...Object.fromEntries(given) };
  return { start: { ...found.start, environment }, how: `as ${entry.client.title} starts it (${entry.path})` };
}
