import { join } from 'node:path';
import type { BuiltServer } from './built-server.ts';
import { marketplace } from './marketplace.ts';
import { jsonText, type PackageFile } from './package-file.ts';
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

function pluginFiles(server: BuiltServer): PackageFile[] {
  const { spec } = server;
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
