import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { renamePatiently } from '@bizmcp/core/operate';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import { systemCommand } from '../entry-reading/system-command.ts';
import { jsonText } from '../json-text.ts';
import { messageOf } from '../message-of.ts';
import type { BuiltServer } from './built-server.ts';
import type { PackageFile } from './package-file.ts';
import { registryEntry } from './registry-entry.ts';
import { inStaging } from './staging.ts';

const run = promisify(execFile);
const Packed = z.array(z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) })).length(1);

/** Packs the tarball that is published: the program, its documents and its registry entry, with no dependency and no script. */
export async function packNpm(server: BuiltServer, out: string): Promise<string> {
  return packTarball(npmFiles(server), out);
}

/** Packs just these files, of which one is package.json. Throws `CliError` where npm would leave one out or bring another. */
export async function packTarball(files: readonly PackageFile[], out: string): Promise<string> {
  return inStaging(out, files, async (folder) => {
    const { filename, paths } = await npmPack(folder);
    const expected = files.map(({ path }) => path).sort();
    if (JSON.stringify([...paths].sort()) !== JSON.stringify(expected))
      throw new CliError(
        'refused',
        `npm packed ${paths.join(', ')}, not ${expected.join(', ')}.`,
        'Look for an ignore file that npm follows.',
      );
    const target = join(out, filename);
    renamePatiently(join(folder, filename), target);
    return target;
  });
}

/** Every file of the tarball. Throws `CliError` where the licence that the package is under is not there. */
function npmFiles(server: BuiltServer): PackageFile[] {
  const { spec, folder, bundle, licence, notice, readme } = server;
  if (licence === undefined && spec.manifest.license !== 'UNLICENSED')
    throw new CliError(
      'refused',
      `${folder} has no LICENSE, in itself or above it.`,
      `Put the text of ${spec.manifest.license} there.`,
    );
  const entry = registryEntry(spec);
  const copies = { LICENSE: licence, NOTICE: notice, 'README.md': readme };
  return [
    { path: 'package.json', content: jsonText(publishedManifest(server)) },
    ...bundle.map(({ path, content }) => ({ path: `dist/${path}`, content })),
    ...(entry ? [{ path: 'server.json', content: jsonText(entry) }] : []),
    ...Object.entries(copies).flatMap(([path, copyOf]) =>
      copyOf === undefined ? [] : [{ path, content: { copyOf } }],
    ),
  ];
}

/** What of package.json those who install it need: nothing that would run or be fetched there. */
function publishedManifest({ spec: { manifest } }: BuiltServer) {
  const { name, version, description, license, author, keywords, homepage, repository, mcpName } = manifest;
  return {
    ...{ name, version, description, license, author, keywords, homepage, repository, mcpName },
    type: 'module',
    bin: manifest.bin ?? { [name.replace(/^@[^/]+\//, '')]: './dist/index.js' },
    files: ['dist', 'NOTICE', 'server.json'],
    engines: manifest.engines,
    publishConfig: manifest.publishConfig,
  };
}

/** npm itself packs, so that the tarball is what npm would publish. */
async function npmPack(folder: string): Promise<{ filename: string; paths: string[] }> {
  const words = ['pack', '--ignore-scripts', '--json', '--loglevel=error'];
  const environment = { PATH: process.env.PATH ?? '' };
  const { file, args, windowsVerbatimArguments } = systemCommand({ command: 'npm', args: words, environment, folder });
  try {
    const { stdout } = await run(file, args, { cwd: folder, windowsVerbatimArguments });
    const [packed] = Packed.parse(JSON.parse(stdout));
    if (packed) return { filename: packed.filename, paths: packed.files.map(({ path }) => path) };
  } catch (error) {
    throw new CliError(
      'refused',
      `npm could not pack it: ${messageOf(error).split('\n')[0]}`,
      'Node.js brings npm along; see that `npm --version` answers.',
    );
  }
  throw new CliError('refused', 'npm packed nothing.', 'See that `npm --version` answers.');
}
