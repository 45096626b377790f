import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type FolderSize, folderSize } from './folder-size.ts';
import type { RegistryStandIn } from './registry-stand-in.ts';

/** What a first `npx` of a package brings onto a machine that has an empty cache. */
export interface Installed extends FolderSize {
  /** Bytes of the registry's answers, and how many there were. */
  bytes: number;
  answers: number;
  /** Seconds until the package could have been started: on loopback for ours, by this machine's line for others. */
  seconds: number;
  /** Packages, with the one that was asked for. */
  packages: number;
  /** Where the packages are. */
  modules: string;
}

const patienceMilliseconds = 300_000;

/**
 * Runs what `npx -y <package>` runs before the package's own bin, with an empty cache in a folder that stays. Install scripts do not run:
 * no stranger's code is started to weigh it.
 */
export async function coldNpx(specifier: string, folder: string, registry: RegistryStandIn): Promise<Installed> {
  rmSync(folder, { recursive: true, force: true });
  const cache = join(folder, 'npm');
  mkdirSync(cache, { recursive: true });
  // npm looks for the package in the folders above too, unless this one is a project.
  writeFileSync(join(folder, 'package.json'), '{}');
  const before = registry.sent();
  const begun = performance.now();
  await promisify(execFile)(
    'npm',
    ['exec', '--yes', `--package=${specifier}`, ...quiet, '--cache', cache, '--registry', registry.url, '--', 'true'],
    { cwd: folder, timeout: patienceMilliseconds, env: environment(folder) },
  );
  const seconds = (performance.now() - begun) / 1000;
  const after = registry.sent();
  const [place = ''] = readdirSync(join(cache, '_npx'));
  const modules = join(cache, '_npx', place, 'node_modules');
  const installed = {
    ...{ bytes: after.bytes - before.bytes, answers: after.answers - before.answers, seconds },
    ...{ packages: countPackages(modules), ...folderSize(modules), modules },
  };
  rmSync(join(cache, '_cacache'), { recursive: true, force: true });
  return installed;
}

const quiet = [
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--no-update-notifier',
  '--replace-registry-host=always',
  '--loglevel=error',
];

/** Neither this machine's settings of npm nor those of the package manager that runs the bench. */
function environment(folder: string): Record<string, string | undefined> {
  return { PATH: process.env.PATH, HOME: folder };
}

function countPackages(modules: string): number {
  const { packages }: { packages: Record<string, { link?: boolean }> } = JSON.parse(
    readFileSync(join(modules, '.package-lock.json'), 'utf8'),
  );
  return Object.keys(packages).length;
}
