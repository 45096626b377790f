import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/**
 * SHA-256 of the one file that a published server runs from, as `sha256sum` gives it; none for a server that runs from its sources,
 * and none where the file can't be read.
 */
export async function buildDigest(url: string = import.meta.url): Promise<string | undefined> {
  if (!url.startsWith('file:') || url.endsWith('.ts')) return undefined;
  const bytes = await readFile(fileURLToPath(url)).catch(() => undefined);
  return bytes && createHash('sha256').update(bytes).digest('hex');
}
