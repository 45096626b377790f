import { basename } from 'node:path';

/** A package that is published. */
export interface ReleasedPackage {
  name: string;
  version: string;
  /** Makes its tarball in this folder, and tells its path. */
  pack(out: string): Promise<string>;
}

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
 * Publishes packages, all packed and asked after before the first is sent. A version that is there already is refused, and no reason
 * to leave out the others: a release may have been broken off. Resolves with how many there were to publish.
 */
export async function releasePackages(
  packages: readonly ReleasedPackage[],
  { out, isPublished, publish, say }: ReleaseSurroundings,
): Promise<number> {
  const tarballs: string[] = [];
  for (const { name, version, pack } of packages) {
    if (await isPublished(name, version)) say(`${name}@${version} is refused: that version is there already`);
    else {
      const tarball = await pack(out);
      tarballs.push(tarball);
      say(`${name}@${version} ${publish ? 'is packed' : 'would be published'} as ${basename(tarball)}`);
    }
  }
  for (const tarball of publish ? tarballs : []) {
    await publish?.(tarball);
    say(`published ${basename(tarball)}`);
  }
  return tarballs.length;
}
