import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { InstalledPeer } from '../size/installed-peers.ts';
import { peers } from './peer-list.ts';
import type { Extent, Program } from './program.ts';

/** The installed peers as programs. Those that can be asked to show less or more come once more for each. */
export function peerPrograms(installedPeers: readonly InstalledPeer[], folder: string): Program[] {
  const home = mkdtempSync(join(folder, 'files-'));
  return installedPeers.flatMap(({ peer, installed }) => {
    if (!installed) return [];
    const { name, system, env, script, args, lean, wholeArgs } = peer;
    const place = join(installed.modules, peer.package, script);
    const common = { kind: 'peer' as const, ...(system && { system }), ...(env && { env }) };
    const started = (words: readonly string[]) => [place, ...words.map((word) => word.replace('{home}', home))];
    const shownAs = (extent: Extent, words: readonly string[] = []): Program[] =>
      words.length > 0 ? [{ ...common, name: `${name}, ${extent}`, args: started(words), extent }] : [];
    const usual: Program = { ...common, name, args: started(args) };
    return [usual, ...shownAs('lean', lean?.args), ...shownAs('whole', wholeArgs)];
  });
}

/** Ours, asked to show the tools for the same work as a lean peer of the same system. */
export function leanPrograms(ours: readonly Program[]): Program[] {
  return ours.flatMap((program): Program[] => {
    const tools = peers.find(({ system }) => system === program.system)?.lean?.ourTools;
    if (tools === undefined) return [];
    const args = [...program.args, '--tools', tools];
    return [{ ...program, name: `${program.name}, lean`, args, extent: 'lean' }];
  });
}
