// Writes what is generated from the servers' code: surface.json, the tables in each README, docs/reference/.
// `--check` writes nothing and fails when something is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { surfaceOf } from '@bizmcp/core';
import { readmeWithTables } from './readme.ts';
import { referencePage } from './reference.ts';
import { loadServer, root, serverFolders } from './servers.ts';

const isCheck = process.argv.includes('--check');
const stale: string[] = [];

function put(path: string, content: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === content) return;
  stale.push(relative(root, path));
  if (isCheck) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

for (const entry of serverFolders()) {
  const surface = surfaceOf(await loadServer(entry));
  put(join(entry.folder, 'surface.json'), `${JSON.stringify(surface, undefined, 2)}\n`);
  const readme = join(entry.folder, 'README.md');
  if (existsSync(readme)) put(readme, readmeWithTables(readFileSync(readme, 'utf8'), surface, entry.name));
  put(join(root, 'docs', 'reference', `${entry.name}.md`), referencePage(surface));
}

if (isCheck && stale.length > 0) {
  process.stderr.write(`Stale: ${stale.join(', ')}. Run \`pnpm docs\` and commit what it writes.\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(stale.length > 0 ? `Written: ${stale.join(', ')}\n` : 'All generated files are up to date.\n');
}
