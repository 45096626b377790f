import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * SHA-256 of the scripts that a published server runs from, in the order of their names, as `cat *.js | sha256sum` gives it in their folder;
 * none for a server that runs from its sources, and none where they can't be read.
 */
export async function buildDigest(url: string = import.meta.url): Promise<string | undefined> {
  if (!url.startsWith('file:') || url.endsWith('.ts')) return undefined;
  try {
    const folder = dirname(fileURLToPath(url));
    const names = (await readdir(folder)).filter((name) => name.endsWith('.js')).sort();
    const hash = createHash('sha256');
    for (const name of names) hash.update(await readFile(join(folder, name)));
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}
