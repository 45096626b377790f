import { stat } from 'node:fs/promises';
import { loadAuditKeys } from './audit-keys.ts';
import type { FileAuditLog } from './audit-log.ts';
import type { AuditRecord } from './audit-record.ts';
import { type Hold, keepHold, readHolds } from './holds.ts';
import { readSettled } from './ledger.ts';
import { defaultRetention, isDue, type Purge, purgeSegments, type Retention } from './retention.ts';
import { listSegments, segmentFile } from './segment-reader.ts';

/** A segment, and how long it stays. */
export interface RetainedSegment {
  segment: string;
  /** Bytes on the disk, packed or not. */
  bytes: number;
  /** `open`: nobody has settled it yet; `held`: it stays though its time may be over; `due`: its time is over. */
  state: 'open' | 'kept' | 'held' | 'due';
  /** The last day on which it stays. */
  until?: string;
}

/** What a trail keeps and what it would let go. */
export interface RetentionPlan {
  /** What servers of this version give to new records where no policy says otherwise. */
  retention: Retention;
  holds: Hold[];
  /** The oldest first. */
  segments: RetainedSegment[];
}

/** Says of each segment of a trail how long it stays. Throws when the folder can't be read. */
export async function planRetention(folder: string, now: number): Promise<RetentionPlan> {
  const holds = await readHolds(folder);
  const ledger = await readSettled(folder);
  const segments: RetainedSegment[] = [];
  for (const segment of await listSegments(folder)) {
    const file = await stat(segmentFile(folder, segment)).catch(() => undefined);
    if (!file) continue;
    const settled = ledger.get(segment);
    const isHeld = settled?.hold === true || holds.length > 0;
    const kept = settled && isDue(settled, now) ? 'due' : 'kept';
    const state = settled ? (isHeld ? 'held' : kept) : 'open';
    segments.push({ segment, bytes: file.size, state, ...(settled?.until !== undefined && { until: settled.until }) });
  }
  return { retention: defaultRetention, holds, segments };
}

/** Removes what is due; each segment leaves a signed tombstone and a record, so that the rest stays provable. */
export async function applyRetention(
  folder: string,
  log: FileAuditLog,
  { by, now }: { by: string; now: () => number },
): Promise<Purge> {
  const append = (record: AuditRecord) => log.append({ ...record, principal: { name: by } });
  const keys = loadAuditKeys(folder);
  return purgeSegments({ folder, keys, retention: defaultRetention, now, append, isStopped: () => false });
}

/** Puts a trail under a hold, or takes the hold away, and puts that on record. */
export async function changeHold(
  folder: string,
  log: FileAuditLog,
  what: 'hold' | 'release',
  hold: Hold,
): Promise<void> {
  const event = what === 'hold' ? 'retention.held' : 'retention.released';
  await log.append({ event, principal: { name: hold.by }, hold: { name: hold.name } });
  await keepHold(folder, what, hold);
}
