import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { InstalledPeer } from '../size/installed-peers.ts';
import type { Program } from './program.ts';

/** The installed peers as programs. Those that can be asked to show less come a second time, as lean as they get. */
export function peerPrograms(peers: readonly InstalledPeer[], folder: string): Program[] {
  const home = mkdtempSync(join(folder, 'files-'));
  return peers.flatMap(({ peer, installed }) => {
    if (!installed) return [];
    const { name, system, env, script, args, leanArgs } = peer;
    const place = join(installed.modules, peer.package, script);
    const common = { kind: 'peer' as const, ...(system && { system }), ...(env && { env }) };
    const started = (words: readonly string[]) => [place, ...words.map((word) => word.replace('{home}', home))];
    const usual: Program = { ...common, name, args: started(args) };
    return leanArgs
      ? [usual, { ...common, name: `${name}${leanMark}`, args: started(leanArgs), isOnlyShown: true }]
      : [usual];
  });
}

/** At the end of a peer's name: it is asked to show as little as it can. */
export const leanMark = ', lean';
