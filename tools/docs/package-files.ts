import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Surface } from '@bizmcp/core';
import { FleetServer } from '../../packages/cli/src/fleet/fleet-server.ts';
import { PackageSpec } from '../../packages/cli/src/pack/package-spec.ts';
import { registryEntry } from '../../packages/cli/src/pack/registry-entry.ts';
import { drawIcon } from '../icons/draw-icon.ts';
import { decodePng, encodePng } from '../icons/png.ts';
import { formattedJson } from './formatted-json.ts';
import type { GeneratedFile } from './generated-files.ts';
import { root } from './servers.ts';

/** What of a server's packages is committed beside it: its icon, and its entry for the MCP registry where it is published. */
export function packageFiles(surface: Surface, folder: string): GeneratedFile[] {
  const manifest = manifestIn(folder);
  const parsed = PackageSpec.safeParse({ surface, manifest });
  if (!parsed.success) throw new Error(`No package can be made of ${folder}: ${parsed.error.message}`);
  const entry = manifest.private === true ? undefined : registryEntry(parsed.data);
  const icon = drawIcon(surface.name);
  return [
    ...(entry ? [{ path: `${folder}/server.json`, content: formattedJson(entry) }] : []),
    {
      path: `${folder}/icon.png`,
      content: encodePng(icon),
      isAsGood: (bytes) => decodePng(bytes)?.pixels.every((byte, index) => byte === icon.pixels[index]) ?? false,
    },
  ];
}

/** What `bizmcp` knows of the servers that are published. */
export function fleetFile(surfaces: readonly Surface[]): GeneratedFile {
  const published = surfaces.filter((surface) => manifestOf(surface).private !== true);
  const servers = published.map(fleetServer).sort((left, right) => (left.name < right.name ? -1 : 1));
  return { path: 'packages/cli/src/fleet/surface.json', content: `${JSON.stringify(servers, undefined, 1)}\n` };
}

/** Of a surface what people choose by. */
export function fleetServer(surface: Surface): FleetServer {
  const { name, version } = manifestOf(surface);
  const tools = surface.tools.map((tool) => ({ ...tool, arguments: Object.keys(Object(tool.inputSchema.properties)) }));
  return FleetServer.parse({ ...surface, tools, package: name, version });
}

function manifestOf({ name }: Surface): Record<string, unknown> {
  return manifestIn(`servers/${name}`);
}

function manifestIn(folder: string): Record<string, unknown> {
  const path = join(root, folder, 'package.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}
