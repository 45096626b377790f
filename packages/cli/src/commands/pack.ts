import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import { type BuiltServer, readBuiltServer } from '../pack/built-server.ts';
import { packMcpb } from '../pack/mcpb-bundle.ts';
import { packNpm } from '../pack/npm-package.ts';
import { packMarketplace, packPlugin } from '../pack/plugin-folder.ts';
import { type CommandResult, defineCommand } from './command.ts';

const forms = ['npm', 'mcpb', 'plugin'] as const;
type Form = (typeof forms)[number];

/** A package that was made. */
interface Packed {
  servers: string[];
  as: Form | 'marketplace';
  path: string;
  bytes: number;
}

export const pack = defineCommand({
  name: 'pack',
  summary: 'Makes packages of built servers: npm tarball, MCP bundle, Claude Code plugin or a marketplace',
  usage: [
    'bizmcp pack hubspot --as mcpb --out packages      for Claude Desktop: one file to open',
    'bizmcp pack xero --as plugin                      for Claude Code: program, options and a skill',
    'bizmcp pack ./my-server --as npm                  the tarball as it is published',
    'bizmcp pack --marketplace --out my-marketplace    every server as a plugin, and the catalog of them',
    '',
    'A server is a name in a checkout, or a folder with package.json, surface.json and a built dist.',
    '--as FORM      npm, mcpb or plugin',
    '--from DIR     folder with servers by name; else `servers` here or above',
    '--out DIR      where to put them (default: here; of a marketplace: bizmcp-marketplace)',
  ],
  options: {
    as: { type: 'string' },
    from: { type: 'string' },
    out: { type: 'string' },
    marketplace: { type: 'boolean' },
  },
  async run({ values, words }, { surroundings: { folder } }) {
    if ((values.marketplace ?? false) === (values.as !== undefined))
      throw new CliError(
        'usage',
        'Say what to make: --as npm, mcpb or plugin, or else --marketplace.',
        'For example: bizmcp pack hubspot --as plugin',
      );
    const place = { folder, from: values.from === undefined ? serversAbove(folder) : resolve(folder, values.from) };
    const as = values.as === undefined ? undefined : formOf(values.as);
    const folders =
      words.length > 0 ? words.map((word) => folderOf(word, place)) : as === undefined ? allIn(place.from) : [];
    if (folders.length === 0)
      throw new CliError('usage', 'No server was named.', 'Name one, for example: bizmcp pack hubspot --as plugin');
    const out = resolve(folder, values.out ?? (as === undefined ? 'bizmcp-marketplace' : '.'));
    const servers: BuiltServer[] = [];
    for (const one of folders) servers.push(await readBuiltServer(one));
    if (as === undefined) return result([await catalogOf(servers, out)]);
    const packed: Packed[] = [];
    for (const server of servers) packed.push(await packedAs(as, server, { out, folder }));
    return result(packed);
  },
});

async function packedAs(
  as: Form,
  server: BuiltServer,
  { out, folder }: { out: string; folder: string },
): Promise<Packed> {
  const packers = {
    npm: () => packNpm(server, out),
    mcpb: () => packMcpb(server, out, folder),
    plugin: () => packPlugin(server, out),
  };
  const path = await packers[as]();
  return { servers: [server.spec.surface.name], as, path, bytes: bytesOf(path) };
}

async function catalogOf(servers: readonly BuiltServer[], out: string): Promise<Packed> {
  const path = await packMarketplace(servers, out);
  return { servers: servers.map(({ spec }) => spec.surface.name), as: 'marketplace', path, bytes: bytesOf(path) };
}

function result(packages: readonly Packed[]): CommandResult {
  const lines = packages.map(({ servers, as, path, bytes }) => {
    const size = bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
    return `${as.padEnd(11)} ${path}  ${size}  ${servers.join(', ')}`;
  });
  return { data: { packages }, lines, exitCode: 0 };
}

function formOf(word: string): Form {
  const form = forms.find((one) => one === word);
  if (form) return form;
  throw new CliError('usage', `There is no package "${word}".`, `There are: ${forms.join(', ')}.`);
}

function folderOf(word: string, { folder, from }: { folder: string; from: string | undefined }): string {
  const places = [resolve(folder, word), ...(from === undefined ? [] : [join(from, word)])];
  const found = places.find((place) => existsSync(join(place, 'surface.json')));
  if (found !== undefined) return found;
  throw new CliError(
    'refused',
    `There is no server "${word}" here: no surface.json in ${places.join(' or ')}.`,
    'Run it in a checkout, name the folder of servers with --from, or name the folder of the server itself.',
  );
}

/** The `servers` folder here or above. */
function serversAbove(folder: string): string | undefined {
  if (existsSync(join(folder, 'servers'))) return join(folder, 'servers');
  return dirname(folder) === folder ? undefined : serversAbove(dirname(folder));
}

/** Every server of a folder that is published. */
function allIn(from: string | undefined): string[] {
  const folders =
    from === undefined
      ? []
      : readdirSync(from)
          .sort()
          .map((name) => join(from, name));
  const servers = folders.filter((one) => existsSync(join(one, 'surface.json')) && !isPrivate(one));
  if (servers.length > 0) return servers;
  throw new CliError(
    'refused',
    `There are no servers in ${from ?? 'a folder `servers` here or above'}.`,
    'Name their folder with --from.',
  );
}

function isPrivate(folder: string): boolean {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return z.object({ private: z.literal(true) }).safeParse(manifest).success;
}

function bytesOf(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
