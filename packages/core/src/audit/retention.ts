import { existsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../state/sync-folder.ts';
import { readHolds } from './holds.ts';
import { readSettled, type Settled } from './ledger.ts';
import { createMerkleTree } from './merkle-tree.ts';
import type { TrailProblem } from './reading/trail-reader.ts';
import { packedPath, parseRecord, readLines, type StoredRecord, segmentFile, segmentPath } from './segment-reader.ts';
import { signNote } from './signed-note.ts';
import type { Upkeep } from './upkeep.ts';

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

/** What went, and what should have gone and could not. */
export interface Purge {
  purged: string[];
  problems: TrailProblem[];
}

/** Whether a segment's time is over by the day that it is. */
export function isDue({ until, hold }: Pick<Settled, 'until' | 'hold'>, now: number): boolean {
  return until !== undefined && !hold && until < new Date(now).toISOString().slice(0, 10);
}

/** Whether the time of every settled segment is over. */
export async function isAllDue({ folder, now }: Pick<Upkeep, 'folder' | 'now'>): Promise<boolean> {
  const settled = [...(await readSettled(folder)).values()];
  return settled.every((one) => isDue({ ...one, hold: false }, now()));
}

/** Removes the segments whose time is over; each leaves a signed tombstone and a record. One that is damaged stays. */
export async function purgeSegments(options: Upkeep): Promise<Purge> {
  const { folder, now, retention } = options;
  const purge: Purge = { purged: [], problems: [] };
  if (retention.hold || (await readHolds(folder)).length > 0) return purge;
  for (const settled of (await readSettled(folder)).values()) {
    if (options.isStopped()) break;
    if (!isDue(settled, now()) || !existsSync(segmentFile(folder, settled.segment))) continue;
    try {
      await purgeSegment(options, settled);
      purge.purged.push(settled.segment);
    } catch (error) {
      const problem = error instanceof Error ? error.message : 'it cannot be removed';
      purge.problems.push({ segment: settled.segment, problem: `${problem}; it stays` });
    }
  }
  return purge;
}

async function purgeSegment(options: Upkeep, { segment, until }: Settled): Promise<void> {
  const { folder, append } = options;
  const path = segmentPath(folder, segment);
  const end = await endOf(segmentFile(folder, segment));
  await writeTombstone(options, segment, end);
  await append({ event: 'retention.purged', purged: { segment, seq: end.last.seq, hash: end.last.hash, until } });
  await rm(packedPath(path), { force: true });
  await rm(path, { force: true });
  await syncFolder(folder);
}

interface SegmentEnd {
  last: StoredRecord;
  root: string;
}

/** The state that a tombstone signs. Throws where a line is no record: what went then could not be told from what was lost. */
async function endOf(path: string): Promise<SegmentEnd> {
  const tree = createMerkleTree();
  let last: StoredRecord | undefined;
  let isWhole = true;
  await readLines(path, (line) => {
    const record = parseRecord(line);
    isWhole = record !== undefined && record.seq === tree.size;
    if (!record || !isWhole) return false;
    tree.add(record.hash);
    last = record;
    return true;
  });
  if (!isWhole || !last) throw new Error(`record ${tree.size} of it is not what it should be`);
  return { last, root: tree.root() };
}

async function writeTombstone(options: Upkeep, segment: string, { last, root }: SegmentEnd): Promise<void> {
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
