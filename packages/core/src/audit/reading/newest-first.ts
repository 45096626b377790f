import type { StoredRecord } from '../segment-reader.ts';
import type { AuditOutcome } from './audit-filter.ts';

/** A record as a search gives it. */
export interface FoundRecord {
  /** As it is stored. */
  record: StoredRecord;
  /** What became of its call; undefined for a record that is of none. */
  outcome?: AuditOutcome | undefined;
}

/** The newest of any number of records, of which only so many are held. */
export interface NewestFirst {
  add(found: FoundRecord): void;
  /** The time of the oldest that is held, once there are as many as may be: what is older is not kept. */
  readonly floor: string | undefined;
  /** How many were given. */
  readonly seen: number;
  /** The newest first. */
  all(): FoundRecord[];
}

/** Keeps the newest records by their time; those of one moment by their place in the trail. */
export function createNewestFirst(most: number): NewestFirst {
  let kept: FoundRecord[] = [];
  let seen = 0;
  let floor: string | undefined;
  const cut = () => {
    kept = kept.sort(newerFirst).slice(0, most);
    floor = kept.length === most ? kept.at(-1)?.record.ts : undefined;
  };
  return {
    add(found) {
      seen += 1;
      if (floor !== undefined && found.record.ts < floor) return;
      kept.push(found);
      // Sorting once for many costs less than to keep the order with each.
      if (kept.length >= most * 2 + 1000 || (floor === undefined && kept.length === most)) cut();
    },
    get floor() {
      return floor;
    },
    get seen() {
      return seen;
    },
    all() {
      cut();
      return kept;
    },
  };
}

function newerFirst({ record: one }: FoundRecord, { record: other }: FoundRecord): number {
  if (one.ts !== other.ts) return one.ts < other.ts ? 1 : -1;
  if (one.seg !== other.seg) return one.seg < other.seg ? 1 : -1;
  return other.seq - one.seq;
}
