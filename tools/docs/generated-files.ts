import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Surface, surfaceOf } from '@bizmcp/core';
import { commandReadme } from './command-readme.ts';
import { emptyMarkedPart, withMarkedPart, withoutGenerated } from './marked-part.ts';
import { fleetFile, fleetServer, packageFiles } from './package-files.ts';
import { readmePart } from './readme.ts';
import { referencePage } from './reference.ts';
import { serverTable } from './server-table.ts';
import { loadServer, root, type ServerFolder, serverFolders } from './servers.ts';
import { withSnippets } from './snippets.ts';

/** A generated file, by its path from the root; no content when it should not exist. */
export interface GeneratedFile {
  path: string;
  content: string | Buffer | undefined;
  /** Whether a file that is there says the same in other bytes. */
  isAsGood?(bytes: Buffer): boolean;
}

/** Everything that is generated from code. `only` names the servers whose code is loaded; empty: all of them. */
export async function generatedFiles(only: readonly string[]): Promise<GeneratedFile[]> {
  const folders = serverFolders();
  const unknown = only.filter((name) => !folders.some((folder) => folder.name === name));
  if (unknown.length > 0)
    throw new Error(
      `There is no server ${unknown.join(', ')}; there are ${folders.map(({ name }) => name).join(', ')}`,
    );
  const isLoaded = ({ name }: ServerFolder) => only.length === 0 || only.includes(name);
  const loaded = await Promise.all(
    folders.filter(isLoaded).map(async (folder) => ({ folder, surface: surfaceOf(await loadServer(folder)) })),
  );
  const known = folders.flatMap((folder) => {
    const surface = loaded.find((entry) => entry.folder === folder)?.surface ?? committedSurface(folder);
    return surface ? [{ folder, surface }] : [];
  });
  const fleet = known.filter(({ folder }) => !folder.isExample).map(({ surface }) => surface);
  return [
    ...loaded.flatMap(({ folder, surface }) => serverFiles(folder, surface)),
    ...orphans(known.map(({ surface }) => surface)),
    ...documents(fleet),
    fleetFile(fleet),
  ];
}

function serverFiles({ path, isExample }: ServerFolder, surface: Surface): GeneratedFile[] {
  const readme = `${path}/README.md`;
  const document = existsSync(join(root, readme)) ? read(readme) : emptyMarkedPart;
  const title = withoutGenerated(document).trim() === '' ? `# ${surface.title}\n\n` : '';
  const part = `${title}${readmePart(surface, isExample ? undefined : fleetServer(surface))}`;
  return [
    { path: `${path}/surface.json`, content: `${JSON.stringify(surface, undefined, 2)}\n` },
    { path: `docs/reference/${surface.name}.md`, content: referencePage(surface) },
    { path: readme, content: withMarkedPart(document, part, readme) },
    ...packageFiles(surface, path),
  ];
}

/** Pages of servers that are gone. */
function orphans(surfaces: readonly Surface[]): GeneratedFile[] {
  return readdirSync(join(root, 'docs', 'reference'))
    .filter((page) => !surfaces.some(({ name }) => page === `${name}.md`))
    .map((page) => ({ path: `docs/reference/${page}`, content: undefined }));
}

function documents(surfaces: readonly Surface[]): GeneratedFile[] {
  const guides = readdirSync(join(root, 'docs', 'guides')).map((guide) => `docs/guides/${guide}`);
  const readme = withMarkedPart(read('README.md'), serverTable(surfaces), 'README.md');
  const ofCommand = 'packages/cli/README.md';
  return [
    { path: ofCommand, content: commandReadme(ofCommand) },
    { path: 'README.md', content: withSnippets(readme, 'README.md', read) },
    ...['CONTRIBUTING.md', ...guides].map((path) => ({ path, content: withSnippets(read(path), path, read) })),
  ];
}

function committedSurface({ folder }: ServerFolder): Surface | undefined {
  const path = join(folder, 'surface.json');
  // Written by this program; the contract suite holds it against the code.
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Surface) : undefined;
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
