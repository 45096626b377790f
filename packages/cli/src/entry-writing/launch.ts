import { CliError } from '../cli-error.ts';
import type { EntryShape } from '../entry-reading/entry-shape.ts';
import type { Credential, FleetServer } from '../fleet/fleet-server.ts';

/** A variable of a server as one entry gives it. */
export interface LaunchVariable {
  name: string;
  description: string;
  isSecret: boolean;
  /** Part of the chosen way of access, and neither brought by a login nor kept by us. */
  isRequired: boolean;
  /** Written as it is; otherwise the client looks the variable up. */
  value?: string;
}

type Setting = FleetServer['settings'][number];

/** How a client starts a server, before it is written in the client's own form. */
export interface Launch {
  server: FleetServer;
  /** The way of access; undefined in the sandbox, and where the server needs none. */
  credential: Credential | undefined;
  command: string;
  args: readonly string[];
  variables: readonly LaunchVariable[];
  platform: NodeJS.Platform;
}

/** What a person chose for the entries. */
export interface LaunchChoice {
  isSandbox: boolean;
  /** Values by variable. Secret ones are written only when `isPlain`. */
  values: ReadonlyMap<string, string>;
  isPlain: boolean;
  /** Names of the settings that the server finds in our encrypted store. */
  stored: ReadonlySet<string>;
  /** Further variables of the entries, such as where the store is. */
  besides: readonly LaunchVariable[];
  /** Which way of access, by its number from 1; undefined: the first. */
  credential: number | undefined;
  /** Folder with built servers to start instead of the published packages. */
  from: string | undefined;
  /** The system that the client runs on. */
  platform: NodeJS.Platform;
}

/** How to start one server. Throws `CliError` for a choice that the server does not have. */
export function launchOf(server: FleetServer, choice: LaunchChoice): Launch {
  const { command, args } = programOf(server, choice.from);
  const { platform } = choice;
  if (choice.isSandbox)
    return { server, credential: undefined, command, args: [...args, '--sandbox'], variables: [], platform };
  const credential = credentialOf(server, choice.credential);
  const variables = server.settings.map((setting) => variableOf(setting, credential, choice));
  return { server, credential, command, args, variables: [...variables, ...choice.besides], platform };
}

/** The version is pinned: a client that starts whatever is newest runs code that nobody has tried. */
function programOf({ name, package: packageName, version }: FleetServer, from: string | undefined) {
  if (from === undefined) return { command: 'npx', args: ['-y', `${packageName}@${version}`] };
  return { command: 'node', args: [`${from.replaceAll('\\', '/').replace(/\/+$/, '')}/${name}/dist/index.js`] };
}

/** The way of access of that number, from 1; the first one unless told. Throws `CliError` for a number that there is not. */
export function credentialOf({ name, credentials }: FleetServer, number: number | undefined): Credential | undefined {
  const credential = credentials[(number ?? 1) - 1];
  if (number === undefined || credential) return credential;
  const ways = credentials.map(({ title }, index) => `${index + 1} ${title}`).join('; ');
  throw new CliError('usage', `${name} has no way of access ${number}.`, `Choose --credential by number: ${ways}.`);
}

function variableOf(
  { name, description, secret }: Setting,
  credential: Credential | undefined,
  { values, isPlain, stored }: LaunchChoice,
): LaunchVariable {
  const value = secret && !isPlain ? undefined : values.get(name);
  const isBrought = credential?.fromLogin?.includes(name) ?? false;
  return {
    name,
    description,
    isSecret: secret,
    isRequired: !isBrought && !stored.has(name) && (credential?.settings.includes(name) ?? false),
    ...(value !== undefined && { value }),
  };
}

/** What a person has added behind the program of an entry, such as `--read-only`: it stays when the entry is written anew. */
export function ownArguments({ command, args }: Pick<EntryShape, 'command' | 'args'>, server: FleetServer): string[] {
  const words = [command, ...args];
  const program = words.findIndex((word) => startsServer(word, server));
  if (program === -1) return [];
  const written = ['--sandbox', `mcp-${server.name}`];
  return words
    .slice(program + 1)
    .flatMap((word) => (typeof word === 'string' && !written.includes(word) ? [word] : []));
}

/** Whether an entry that is there starts this server. */
export function startsServer(entry: unknown, { name, package: packageName }: FleetServer): boolean {
  const text = JSON.stringify(entry) ?? '';
  return new RegExp(
    `${packageName}(?![\\w-])|[/\\\\"]mcp-${name}(?![\\w-])|[/\\\\]${name}[/\\\\]+dist[/\\\\]+index\\.js`,
  ).test(text);
}
