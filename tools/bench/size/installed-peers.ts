import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../programs/cache-folder.ts';
import { type Peer, peers } from '../programs/peer-list.ts';
import { coldNpx, type Installed } from './cold-npx.ts';
import { folderSize } from './folder-size.ts';
import { startRegistryStandIn } from './registry-stand-in.ts';

/** A peer that could be installed, or why not. */
export interface InstalledPeer {
  peer: Peer;
  installed?: Installed;
  problem?: string;
}

/** Installs what is not installed yet, through a stand-in that counts; what was counted then is kept beside it. */
export async function installPeers(): Promise<InstalledPeer[]> {
  const found: InstalledPeer[] = [];
  for (const peer of peers) {
    try {
      found.push({ peer, installed: keptOf(peer) ?? (await install(peer)) });
    } catch (error) {
      const [first = 'unknown'] = error instanceof Error ? error.message.split('\n') : [];
      found.push({ peer, problem: `not installed: ${first}` });
    }
  }
  return found;
}

function folderOf({ package: name, version }: Peer): string {
  return join(cacheFolder(), 'peers', `${name.replace('/', '+')}@${version}`);
}

function keptOf(peer: Peer): Installed | undefined {
  const note = join(folderOf(peer), 'installed.json');
  // Written by this program when the installation was whole.
  const kept = existsSync(note) ? (JSON.parse(readFileSync(note, 'utf8')) as Installed) : undefined;
  return kept && { ...kept, ...folderSize(kept.modules) };
}

async function install(peer: Peer): Promise<Installed> {
  console.log(`  installing ${peer.package}@${peer.version} ...`);
  const folder = folderOf(peer);
  mkdirSync(folder, { recursive: true });
  const { stdout } = await promisify(execFile)('npm', ['config', 'get', 'registry', '--loglevel=error']);
  const registry = await startRegistryStandIn([], stdout.trim());
  try {
    const installed = await coldNpx(`${peer.package}@${peer.version}`, folder, registry);
    writeFileSync(join(folder, 'installed.json'), JSON.stringify(installed, undefined, 2));
    return installed;
  } finally {
    registry.close();
  }
}
