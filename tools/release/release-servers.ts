import { basename } from 'node:path';
import { readBuiltServer } from '../../packages/cli/src/pack/built-server.ts';
import { packNpm } from '../../packages/cli/src/pack/npm-package.ts';

/** The registry, and where a release is told of. */
export interface ReleaseSurroundings {
  /** Where the tarballs are put. */
  out: string;
  isPublished(name: string, version: string): Promise<boolean>;
  /** Publishes a tarball; none in a dry run. */
  publish?: (tarball: string) => Promise<void>;
  say(line: string): void;
}

/**
 * Publishes the tarballs that `bizmcp pack --as npm` makes of built servers, all packed and asked after before the first is sent. A
 * version that is there already is refused, and no reason to leave out the others: a release may have been broken off. Resolves with
 * how many there were to publish.
 */
export async function releaseServers(folders: readonly string[], surroundings: ReleaseSurroundings): Promise<number> {
  const { out, isPublished, publish, say } = surroundings;
  const tarballs: string[] = [];
  for (const folder of folders) {
    const server = await readBuiltServer(folder);
    const { name, version } = server.spec.manifest;
    if (await isPublished(name, version)) say(`${name}@${version} is refused: that version is there already`);
    else {
      tarballs.push(await packNpm(server, out));
      say(`${name}@${version} ${publish ? 'is packed' : 'would be published'} as ${basename(tarballs.at(-1) ?? '')}`);
    }
  }
  for (const tarball of publish ? tarballs : []) {
    await publish?.(tarball);
    say(`published ${basename(tarball)}`);
  }
  return tarballs.length;
}
