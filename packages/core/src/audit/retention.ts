import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type AuditKeys, hasCode } from './audit-keys.ts';
import type { AuditRecord } from './audit-record.ts';
import { readSettled } from './ledger.ts';
import { createMerkleTree } from './merkle-tree.ts';
import { packedPath, parseRecord, readLines, type StoredRecord, segmentFile, segmentPath } from './segment-reader.ts';
import { syncFolder } from './segment-writer.ts';
import { signNote } from './signed-note.ts';

/** How long records stay. */
export interface Retention {
  days: number;
  /** Nothing goes while it is set, and nothing that was written under it goes by itself. */
  hold: boolean;
}

/** Seven years: what the Sarbanes-Oxley Act asks for. */
export const defaultRetention: Retention = { days: 2_555, hold: false };

const dayMilliseconds = 86_400_000;

/** The day until which a record of this moment stays, as `2033-11-19`. */
export function retainedUntil({ days }: Retention, now: number): string {
  return new Date(now + days * dayMilliseconds).toISOString().slice(0, 10);
}

/** The same for the records of a process, worked out once for each day. */
export function createRetention(retention: Retention): (now: number) => { until: string; hold: boolean } {
  let last = { day: Number.NaN, until: '' };
  return (now) => {
    const day = Math.floor(now / dayMilliseconds + retention.days);
    if (day !== last.day) last = { day, until: retainedUntil(retention, now) };
    return { until: last.until, hold: retention.hold };
  };
}

/** What purging needs of the process that does it. */
export interface PurgeOptions {
  folder: string;
  keys: AuditKeys;
  retention: Retention;
  now: () => number;
  append(record: AuditRecord): Promise<void>;
  isStopped(): boolean;
}

/** Removes the segments whose time is over; each leaves a signed tombstone and a record. Resolves with their names. */
export async function purgeSegments(options: PurgeOptions): Promise<string[]> {
  const { folder, now, append, retention } = options;
  if (retention.hold) return [];
  const today = new Date(now()).toISOString().slice(0, 10);
  const purged: string[] = [];
  for (const { segment, until, hold } of (await readSettled(folder)).values()) {
    if (options.isStopped()) break;
    if (until === undefined || hold || until >= today) continue;
    const path = segmentPath(folder, segment);
    const end = await endOf(segmentFile(folder, segment)).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    });
    if (!end) continue;
    await writeTombstone(options, segment, end);
    await append({ event: 'retention.purged', purged: { segment, seq: end.last.seq, hash: end.last.hash, until } });
    await rm(packedPath(path), { force: true });
    await rm(path, { force: true });
    await syncFolder(folder);
    purged.push(segment);
  }
  return purged;
}

interface SegmentEnd {
  last: StoredRecord;
  root: string;
}

async function endOf(path: string): Promise<SegmentEnd | undefined> {
  const tree = createMerkleTree();
  let last: StoredRecord | undefined;
  await readLines(path, (line) => {
    const record = parseRecord(line);
    if (!record) return false;
    tree.add(Buffer.from(record.hash, 'hex'));
    last = record;
    return true;
  });
  return last && { last, root: tree.root().toString('base64') };
}

async function writeTombstone(options: PurgeOptions, segment: string, { last, root }: SegmentEnd): Promise<void> {
  const { folder, keys, now } = options;
  const lines = [`head ${last.hash}`, `purged ${new Date(now()).toISOString()}`];
  const note = signNote({ segment, size: last.seq + 1, root, lines }, keys.privateKey, keys.id);
  const file = await open(join(folder, `${segment}${tombstoneEnding}`), 'w', 0o600);
  try {
    await file.writeFile(note);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** How the name of a tombstone ends. */
export const tombstoneEnding = '.tombstone';
