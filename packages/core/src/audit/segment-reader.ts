import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import * as z from 'zod';
import { parseJson } from '../json/parse-json.ts';

const ending = '.jsonl';
const packedEnding = '.gz';

/** What every record of a trail has. */
export const StoredRecord = z.looseObject({
  v: z.literal(1),
  seg: z.string(),
  seq: z.number(),
  prev: z.string(),
  hash: z.string(),
  ts: z.string(),
  ev: z.string(),
  corr: z.string().optional(),
});

/** One record as it is read back. */
export type StoredRecord = z.output<typeof StoredRecord>;

/** What is behind the last whole line of a file: the trace of a process that ended while it wrote. */
export interface TornTail {
  bytes: number;
  digest: string;
}

/** The names of a trail's segments, oldest first. Throws when the folder can't be read. */
export async function listSegments(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  const segments = new Set(names.flatMap((name) => /^(.+)\.jsonl(?:\.gz)?$/.exec(name)?.[1] ?? []));
  return [...segments].sort((a, b) => (timePart(a) < timePart(b) ? -1 : 1));
}

/** The file that a segment is written to. */
export function segmentPath(folder: string, segment: string): string {
  return join(folder, `${segment}${ending}`);
}

/** The file that takes its place when it is packed. */
export function packedPath(path: string): string {
  return `${path}${packedEnding}`;
}

/** The file that a segment is read from: the plain one where both are there. */
export function segmentFile(folder: string, segment: string): string {
  const path = segmentPath(folder, segment);
  return !existsSync(path) && existsSync(packedPath(path)) ? packedPath(path) : path;
}

/** A packed file that is not whole or not what packing makes. */
export class DamagedFile extends Error {}

/** The bytes of a segment's file, unpacked. */
export async function* readBytes(path: string, isPacked = path.endsWith(packedEnding)): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  if (!isPacked) return yield* file;
  const unpacked = createGunzip({ chunkSize: 1 << 20 });
  let readError: unknown;
  file.on('error', (error) => {
    readError = error;
  });
  pipeline(file, unpacked, () => {});
  try {
    yield* unpacked;
  } catch (error) {
    throw readError ?? new DamagedFile('its packed file is damaged', { cause: error });
  }
  // What stands behind the end of the packed data is otherwise ignored.
  if (unpacked.bytesWritten !== file.bytesRead) throw new DamagedFile('there is something behind its packed data');
}

function timePart(segment: string): string {
  return segment.slice(segment.lastIndexOf('.') + 1);
}

/**
 * Gives each whole line of a segment to `visit`, until that returns false; resolves with what is behind the last one. After each
 * megabyte it waits for `pause`.
 */
export async function readLines(
  path: string,
  visit: (line: string) => boolean,
  pause?: () => Promise<void>,
): Promise<TornTail | undefined> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of readBytes(path)) {
    const bytes: Buffer = Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(10) + 1;
    rest = bytes.subarray(end);
    if (end > 0 && !visitLines(bytes.subarray(0, end), visit)) return undefined;
    await pause?.();
  }
  if (rest.length === 0) return undefined;
  return { bytes: rest.length, digest: createHash('sha256').update(rest).digest('hex') };
}

function visitLines(bytes: Buffer, visit: (line: string) => boolean): boolean {
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    if (!visit(bytes.toString('utf8', start, end))) return false;
    start = end + 1;
  }
  return true;
}

/** A line's record; undefined when it is none. */
export function parseRecord(line: string): StoredRecord | undefined {
  return StoredRecord.safeParse(parseJson(line)).data;
}

const tailBytes = 256 * 1024;

/** The last whole record of a segment, without reading the rest of it. */
export async function readHead(path: string): Promise<StoredRecord | undefined> {
  const handle = await open(path, 'r');
  try {
    // Another process may have written it and not yet synced it; what we say of it must not be lost after our own record.
    if (process.platform !== 'win32') await handle.datasync();
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(Math.min(size, tailBytes));
    await handle.read(buffer, 0, buffer.length, size - buffer.length);
    const end = buffer.lastIndexOf(10);
    if (end < 0) return undefined;
    return parseRecord(buffer.toString('utf8', buffer.lastIndexOf(10, end - 1) + 1, end));
  } finally {
    await handle.close();
  }
}
