import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { releasePackages } from './release-packages.ts';
import { commandPackage, serverPackage } from './released-packages.ts';

const servers = join(import.meta.dirname, '../../servers');
// A mistyped option ends it here: what is published can't be taken back.
const { 'dry-run': isDryRun = false } = parseArgs({ options: { 'dry-run': { type: 'boolean' } } }).values;

/** Asks the registry. Rejects for every failure but the one that says that there is no such package or version. */
function isPublished(name: string, version: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    execFile('npm', ['view', `${name}@${version}`, 'version', '--json'], (error, stdout) => {
      if (!error) resolve(stdout.trim() !== '');
      else if (stdout.includes('"E404"')) resolve(false);
      else reject(error);
    });
  });
}

/** At the terminal, because npm may ask for a one-time password. */
async function publish(tarball: string): Promise<void> {
  const { status } = spawnSync('npm', ['publish', tarball], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`npm did not publish ${tarball}`);
}

function tagVersions(): void {
  const { status } = spawnSync('pnpm', ['exec', 'changeset', 'tag'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('All is published but not tagged: run `pnpm exec changeset tag`.');
}

const folders = readdirSync(servers)
  .map((name) => join(servers, name))
  .filter((folder) => existsSync(join(folder, 'surface.json')))
  .filter((folder) => !JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).private);
const out = mkdtempSync(join(tmpdir(), 'bizmcp-release-'));
const packages = [...(await Promise.all(folders.map(serverPackage))), commandPackage()];
const count = await releasePackages(packages, { out, isPublished, say: console.log, ...(!isDryRun && { publish }) });
if (count === 0) throw new Error('Nothing is left to publish; `pnpm exec changeset version` makes new versions.');
if (!isDryRun) tagVersions();
