import { CliError } from '../cli-error.ts';
import type { Credential, FleetServer } from '../fleet/fleet.ts';

/** A variable of a server as one entry gives it. */
export interface LaunchVariable {
  name: string;
  description: string;
  isSecret: boolean;
  /** Part of the chosen way of access, and not brought by a login. */
  isRequired: boolean;
  fallback?: string;
  /** Written as it is; otherwise the client looks the variable up. */
  value?: string;
}

/** How a client starts a server, before it is written in the client's own form. */
export interface Launch {
  server: FleetServer;
  command: string;
  args: readonly string[];
  variables: readonly LaunchVariable[];
}

/** What a person chose for the entries. */
export interface LaunchChoice {
  isSandbox: boolean;
  /** Values by variable; secrets among them only when `isPlain`. */
  values: ReadonlyMap<string, string>;
  isPlain: boolean;
  /** Which way of access, by its number from 1; undefined: the first. */
  credential: number | undefined;
  /** Folder with built servers to start instead of the published packages. */
  from: string | undefined;
}

/** How to start one server. Throws `CliError` for a choice that the server does not have. */
export function launchOf(server: FleetServer, choice: LaunchChoice): Launch {
  const { command, args } = programOf(server, choice.from);
  if (choice.isSandbox) return { server, command, args: [...args, '--sandbox'], variables: [] };
  const credential = credentialOf(server, choice.credential);
  return {
    server,
    command,
    args,
    variables: server.settings.map((setting) => variableOf(setting, credential, choice)),
  };
}

/** The version is pinned: a client that starts whatever is newest runs code that nobody has tried. */
function programOf({ name, package: packageName, version }: FleetServer, from: string | undefined) {
  if (from === undefined) return { command: 'npx', args: ['-y', `${packageName}@${version}`] };
  return { command: 'node', args: [`${from.replaceAll('\\', '/').replace(/\/+$/, '')}/${name}/dist/index.js`] };
}

function credentialOf({ name, credentials }: FleetServer, number: number | undefined): Credential | undefined {
  const credential = credentials[(number ?? 1) - 1];
  if (number === undefined || credential) return credential;
  const ways = credentials.map(({ title }, index) => `${index + 1} ${title}`).join('; ');
  throw new CliError('usage', `${name} has no way of access ${number}.`, `Choose --credential by number: ${ways}.`);
}

function variableOf(
  setting: FleetServer['settings'][number],
  credential: Credential | undefined,
  { values, isPlain }: LaunchChoice,
): LaunchVariable {
  const { name, description, secret, default: fallback } = setting;
  const value = values.get(name);
  if (secret && value !== undefined && !isPlain)
    throw new CliError(
      'usage',
      `${name} is a secret, and --set would write it in plain text.`,
      `Leave it out and set ${name} in the environment of the client, or add --plain-secrets.`,
    );
  const isBrought = credential?.fromLogin?.includes(name) ?? false;
  return {
    name,
    description,
    isSecret: secret,
    isRequired: !isBrought && (credential?.settings.includes(name) ?? false),
    ...(fallback !== undefined && { fallback }),
    ...(value !== undefined && { value }),
  };
}

/** Whether an entry that is there starts this server. */
export function startsServer(entry: unknown, { name, package: packageName }: FleetServer): boolean {
  const text = JSON.stringify(entry) ?? '';
  return new RegExp(`${packageName}(?![\\w-])|[/\\\\"]mcp-${name}(?![\\w-])|/${name}/dist/index\\.js`).test(text);
}
