import type { Called } from './calls/called-program.ts';
import { cheapReads } from './calls/cheap-reads.ts';
import { buildMeasured } from './calls/measured-build.ts';
import { fleetPrograms } from './programs/fleet-programs.ts';
import { floorPrograms, floors } from './programs/floor-programs.ts';
import { peerPrograms } from './programs/peer-programs.ts';
import type { Program } from './programs/program.ts';
import { type InstalledPeer, installPeers } from './size/installed-peers.ts';

/** What the parts of a run share. */
export interface Surroundings {
  /** A folder for files of this run. */
  folder: string;
  isQuick: boolean;
  /** Our built servers. */
  ours: Program[];
  floors: Program[];
  installedPeers: InstalledPeer[];
  /** Those of them that could be installed. */
  peers: Program[];
  /** What is called: made at the first use, because ours are built once more for it. */
  called(): Promise<Called[]>;
}

export async function prepare(
  folder: string,
  { isQuick, hasPeers }: { isQuick: boolean; hasPeers: boolean },
): Promise<Surroundings> {
  const ours = fleetPrograms();
  const floor = await floorPrograms(folder);
  const installedPeers = hasPeers ? await installPeers() : [];
  const peers = peerPrograms(installedPeers, folder);
  let called: Promise<Called[]> | undefined;
  return {
    ...{ folder, isQuick, ours, floors: floor, installedPeers, peers },
    called: () => {
      called ??= calledPrograms({ ours, floors: floor, peers }, folder);
      return called;
    },
  };
}

/** Ours, and what can be called beside them without an account anywhere. */
async function calledPrograms(
  programs: Pick<Surroundings, 'ours' | 'floors' | 'peers'>,
  folder: string,
): Promise<Called[]> {
  const called: Called[] = [];
  const greet = () => ({ name: 'greet', arguments: { name: 'bench' } });
  for (const program of programs.floors) {
    if (program.name === floors.sdk) called.push({ program, ask: greet });
  }
  for (const program of programs.peers) {
    if (!program.name.startsWith('file system')) continue;
    const [, path = '/'] = program.args;
    called.push({ program, ask: () => ({ name: 'list_directory', arguments: { path } }) });
  }
  for (const { name } of programs.ours) {
    const ask = cheapReads[name];
    if (ask) called.push({ program: await buildMeasured(name, folder), ask });
    else console.log(`  ${name} has no cheap read in tools/bench/calls/cheap-reads.ts, and is not called`);
  }
  return called;
}
