import { join } from 'node:path';
import { coldNpx, type Installed } from './cold-npx.ts';
import type { InstalledPeer } from './installed-peers.ts';
import { packServers } from './own-packages.ts';
import { startRegistryStandIn } from './registry-stand-in.ts';

/** What one package costs to get. */
export interface SizeResult extends Partial<Omit<Installed, 'modules'>> {
  name: string;
  kind: 'ours' | 'peer';
  system?: string;
  problem?: string;
}

/** Installs our servers from a registry on loopback, and tells what the peers' installation came to. */
export async function measureSizes(
  servers: readonly string[],
  peers: readonly InstalledPeer[],
  folder: string,
): Promise<SizeResult[]> {
  const packed = await packServers(servers, folder);
  const registry = await startRegistryStandIn([...packed.values()]);
  const sizes: SizeResult[] = [];
  try {
    for (const [name, { manifest }] of packed) {
      const { modules: _, ...size } = await coldNpx(manifest.name, join(folder, `npx-${name}`), registry);
      sizes.push({ name, kind: 'ours', system: name, ...size });
    }
  } finally {
    registry.close();
  }
  return [...sizes, ...peers.map(sizeOfPeer)];
}

function sizeOfPeer({ peer, installed, problem }: InstalledPeer): SizeResult {
  const { name, system } = peer;
  const { modules: _, ...size } = installed ?? { modules: '' };
  return { name, kind: 'peer', ...(system && { system }), ...size, ...(problem !== undefined && { problem }) };
}
