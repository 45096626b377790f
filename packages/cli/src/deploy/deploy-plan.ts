import { CliError } from '../cli-error.ts';
import { bracedVariable } from '../clients/variable-map.ts';
import type { FleetServer } from '../fleet/fleet-server.ts';
import { jsonText } from '../json-text.ts';

/** A file to be written, by its path in the chosen folder. */
export interface DeployedFile {
  path: string;
  text: string;
  /** Not for other users to read: it is there to take secrets. */
  isPrivate?: boolean;
}

/** One setting of a server, as a deployment hands it over. */
export interface PlannedSetting {
  name: string;
  description: string;
  /** Part of the chosen way of access, and not brought by a login. */
  isRequired: boolean;
  fallback?: string;
}

/** What all files of one deployment agree on. */
export interface DeployPlan {
  server: FleetServer;
  /** Name of units and objects. */
  name: string;
  image: string;
  /** The image of Node.js that the server's own is built on. */
  base: string;
  secrets: readonly PlannedSetting[];
  plain: readonly PlannedSetting[];
  /** Whether a login brings the access: it is kept on one volume, so one pod alone can use it. */
  hasLogin: boolean;
}

/** Plans the deployment of a server for one of its ways of access, by its number from 1. Throws `CliError` when there is none. */
export function planOf(server: FleetServer, base: string, number: string): DeployPlan {
  const credential = server.credentials[Number(number) - 1];
  if (!credential && (server.credentials.length > 0 || number !== '1')) {
    const ways = server.credentials.map(({ title }, index) => `${index + 1} ${title}`).join('; ');
    throw new CliError(
      'usage',
      `${server.name} has no way of access ${number}.`,
      `Choose --credential by number: ${ways}.`,
    );
  }
  const { settings: needed = [], fromLogin } = credential ?? {};
  const planned = (isSecret: boolean) =>
    server.settings
      .filter(({ secret }) => secret === isSecret)
      .map(({ name, description, default: fallback }) => ({
        name,
        description,
        isRequired: needed.includes(name) && !(fromLogin ?? []).includes(name),
        ...(fallback !== undefined && { fallback }),
      }));
  return {
    server,
    name: `bizmcp-${server.name}`,
    image: `bizmcp/${server.name}:${server.version}`,
    base,
    secrets: planned(true),
    plain: planned(false),
    hasLogin: fromLogin !== undefined,
  };
}

/** An entry of a client's configuration, as a file to copy from. */
export function clientEntry(
  { server, secrets, plain }: DeployPlan,
  entry: { command: string; args: readonly string[] },
  isHandedOn: boolean,
): DeployedFile {
  const env = Object.fromEntries([...secrets, ...plain].map((setting) => [setting.name, bracedVariable(setting)]));
  const entries = { mcpServers: { [server.name]: { ...entry, ...(isHandedOn && { env }) } } };
  return { path: 'mcp.json', text: jsonText(entries) };
}
