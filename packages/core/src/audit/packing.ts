import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { createGzip } from 'node:zlib';
import { renamePatiently } from '../state/rename-patiently.ts';
import { syncFolder } from '../state/sync-folder.ts';
import { keepSettled, readSettled, type Settled } from './ledger.ts';
import { withClaim } from './recovery.ts';
import { packedPath, readBytes, readHead, segmentPath } from './segment-reader.ts';

/** What packing needs of the process that does it. */
export interface PackOptions {
  folder: string;
  now: () => number;
  isStopped(): boolean;
  /** Time for which a sealed segment stays as it is, for programs that follow the trail. */
  packAfterMilliseconds: number;
}

/**
 * Compresses the sealed segments that are old enough. At every moment the plain file or a whole packed one is there; where both are,
 * the plain one counts. Resolves with their names.
 */
export async function packSegments(options: PackOptions): Promise<string[]> {
  const { folder, now, isStopped, packAfterMilliseconds } = options;
  const packed: string[] = [];
  for (const settled of (await readSettled(folder)).values()) {
    if (isStopped()) break;
    if (settled.how !== 'sealed') continue;
    const file = await stat(segmentPath(folder, settled.segment)).catch(() => undefined);
    if (!file || now() - file.mtimeMs < packAfterMilliseconds) continue;
    await withClaim(options, settled.segment, async () => {
      if (await pack(folder, settled)) packed.push(settled.segment);
    });
  }
  return packed;
}

async function pack(folder: string, settled: Settled): Promise<boolean> {
  const path = segmentPath(folder, settled.segment);
  const head = await readHead(path).catch(() => undefined);
  // What can't be read, or is sealed by name alone, is left for the verification to tell.
  if (head?.ev !== 'segment.sealed') return false;
  const draft = `${packedPath(path)}.tmp`;
  await writePacked(path, draft);
  // A packed file that nobody can unpack must not take the place of the records.
  if ((await digestOf(draft, true)) !== (await digestOf(path, false)))
    throw new Error(`${draft} is not what was written`);
  renamePatiently(draft, packedPath(path));
  await syncFolder(folder);
  // The opening of a new segment names it without unpacking it.
  await keepSettled(folder, { ...settled, head: { seq: head.seq, hash: head.hash, ts: head.ts } });
  await rm(path, { force: true });
  await syncFolder(folder);
  return true;
}

async function writePacked(path: string, draft: string): Promise<void> {
  const file = await open(draft, 'w', 0o600);
  try {
    const gzip = createReadStream(path)
      .on('error', (error) => gzip.destroy(error))
      .pipe(createGzip());
    await file.writeFile(gzip);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function digestOf(path: string, isPacked: boolean): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of readBytes(path, isPacked)) hash.update(chunk);
  return hash.digest('hex');
}
