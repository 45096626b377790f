import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { jsonText } from '../json-text.ts';
import type { BuiltServer } from './built-server.ts';
import { marketplace } from './marketplace.ts';
import type { PackageFile } from './package-file.ts';
import { packageReadme } from './package-readme.ts';
import type { PackageSpec } from './package-spec.ts';
import { pluginManifest } from './plugin-manifest.ts';
import { skill } from './skill.ts';
import { inStaging, replaceFolder, sharedFiles } from './staging.ts';

const manifestFile = '.claude-plugin/plugin.json';
const marketplaceFile = '.claude-plugin/marketplace.json';

/** Writes a Claude Code plugin, a folder under the server's name. */
export async function packPlugin(server: BuiltServer, out: string): Promise<string> {
  const { name } = server.spec.surface;
  const target = join(out, name);
  return inStaging(out, pluginFiles(server), (folder) => {
    replaceFolder(folder, target, { file: manifestFile, name });
    return target;
  });
}

/** Writes a marketplace with a plugin of each server. Throws `CliError` where the folder holds something else. */
export async function packMarketplace(servers: readonly BuiltServer[], out: string): Promise<string> {
  const catalog = marketplace(servers.map(({ spec }) => spec));
  const files = [
    { path: marketplaceFile, content: jsonText(catalog) },
    ...servers.flatMap((server) =>
      pluginFiles(server).map(({ path, content }) => ({
        path: `plugins/${server.spec.surface.name}/${path}`,
        content,
      })),
    ),
  ];
  return inStaging(join(out, '..'), files, (folder) => {
    replaceFolder(folder, out, { file: marketplaceFile, name: catalog.name });
    return out;
  });
}

/** Folders that a plugin may have beside its server; what a project has in them goes along. */
const ownParts = ['agents', 'commands', 'hooks', 'skills'];

function pluginFiles(server: BuiltServer): PackageFile[] {
  const { spec, folder } = server;
  const own = ownParts.flatMap((part) => filesIn(folder, part));
  const generated = generatedFiles(server, spec).filter((file) => !own.some(({ path }) => path === file.path));
  return [...generated, ...own];
}

function filesIn(folder: string, part: string): PackageFile[] {
  const root = join(folder, part);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const copyOf = join(parentPath, name);
      return { path: relative(folder, copyOf).replaceAll('\\', '/'), content: { copyOf } };
    });
}

function generatedFiles(server: BuiltServer, spec: PackageSpec): PackageFile[] {
  return [
    { path: manifestFile, content: jsonText(pluginManifest(spec)) },
    { path: `skills/${spec.surface.name}/SKILL.md`, content: skill(spec) },
    { path: 'README.md', content: packageReadme(spec, installLines(spec)) },
    ...sharedFiles(server),
  ];
}

function installLines(spec: PackageSpec): string[] {
  const { name } = spec.surface;
  const { name: catalog } = marketplace([spec]);
  return [
    'With its marketplace, in a terminal; without `sandbox=true` give the options below in the same way, or later with `/plugin`:',
    '',
    '```sh',
    'claude plugin marketplace add <folder or repository of the marketplace>',
    `claude plugin install ${name}@${catalog} --config sandbox=true`,
    '```',
  ];
}
