import { isIntent, isOutcome } from '../call-event.ts';
import { readSettled, type Settled } from '../ledger.ts';
import { listSegments, readHead, type StoredRecord, segmentPath } from '../segment-reader.ts';
import { type AuditFilter, isOfFilter, outcomeOfRecord } from './audit-filter.ts';
import { createNewestFirst, type FoundRecord, type NewestFirst } from './newest-first.ts';
import { readRecords, type TrailProblem } from './trail-reader.ts';

/** What a search found. */
export interface AuditSearch {
  /** The newest first. A call is its outcome; one that has none is its intent. */
  found: FoundRecord[];
  /** Whether there is more than is given. */
  isCut: boolean;
  problems: TrailProblem[];
}

/** What one search is at. */
interface SearchState {
  folder: string;
  filter: AuditFilter;
  newest: NewestFirst;
  /** Ends of calls that began in another segment: of a process that went on, or of one that told of a dead one. */
  strays: Map<string, StoredRecord>;
}

/** A segment with the time of its last record; infinite where only a reading of all of it would tell. */
interface DatedSegment {
  segment: string;
  last: number;
}

/** What a trail tells of itself; it is shown to those who ask for it by its event. */
const housekeeping = new Set(['segment.opened', 'segment.sealed', 'checkpoint']);

/**
 * Finds the newest records of a trail, packed segments too. It reads segment after segment, the newest first, holds little more than
 * `limit` records, and stops where only older ones can follow. Throws when the folder can't be read.
 */
export async function searchAuditTrail(folder: string, filter: AuditFilter, limit: number): Promise<AuditSearch> {
  const state: SearchState = { folder, filter, newest: createNewestFirst(limit), strays: new Map() };
  let problems: TrailProblem[] = [];
  let isCut = false;
  for (const { segment, last } of await datedSegments(folder)) {
    if (last < (filter.since ?? -Infinity)) break;
    isCut = state.newest.floor !== undefined && last < Date.parse(state.newest.floor);
    if (isCut) break;
    problems = problems.concat(await searchSegment(state, segment));
  }
  const found = state.newest.all().flatMap((one) => settled(one, state));
  return { found, isCut: isCut || state.newest.seen > limit, problems };
}

async function datedSegments(folder: string): Promise<DatedSegment[]> {
  const names = await listSegments(folder);
  const ledger = await readSettled(folder).catch((): Map<string, Settled> => new Map());
  const dated: DatedSegment[] = [];
  for (const segment of names) {
    const head = await readHead(segmentPath(folder, segment)).catch(() => undefined);
    const last = Date.parse(head?.ts ?? ledger.get(segment)?.head?.ts ?? '');
    dated.push({ segment, last: Number.isNaN(last) ? Number.POSITIVE_INFINITY : last });
  }
  // Of equals the younger first: the names are in the order of their opening.
  return dated.reverse().sort((one, other) => (one.last === other.last ? 0 : other.last - one.last));
}

async function searchSegment(state: SearchState, segment: string): Promise<TrailProblem[]> {
  const { folder, filter, newest, strays } = state;
  const open = new Map<string, StoredRecord | undefined>();
  // Who names a call or an event wants each record of it as it is.
  const isFolded = filter.call === undefined && filter.event === undefined;
  const problems = await readRecords(folder, segment, (record, line) => {
    const { ev, corr = '' } = record;
    if (isFolded && housekeeping.has(ev)) return;
    const isWanted = isOfFilter(record, line, filter);
    if (isFolded && isIntent(ev)) {
      open.set(corr, isWanted ? record : undefined);
      return;
    }
    if (isFolded && isOutcome(ev)) {
      if (!open.has(corr) || isBare(record)) strays.set(corr, record);
      if (isBare(record)) return;
      open.delete(corr);
    }
    const outcome = outcomeOfRecord(record);
    if (isWanted && isOfOutcome(outcome, filter)) newest.add({ record, outcome });
  });
  for (const record of open.values()) if (record && mayStillFit(filter)) newest.add({ record, outcome: 'none' });
  return problems;
}

/** The account of a call that a process left open: only its intent says whose and which it was. */
function isBare({ what, who }: StoredRecord): boolean {
  return what === undefined && who === undefined;
}

function isOfOutcome(outcome: FoundRecord['outcome'], { outcome: wanted }: AuditFilter): boolean {
  return wanted === undefined || outcome === wanted;
}

/** What another segment tells of a call without an outcome is known at the end. */
function mayStillFit({ outcome }: AuditFilter): boolean {
  return outcome === undefined || outcome === 'none' || outcome === 'unknown';
}

function settled(found: FoundRecord, { strays, filter }: SearchState): FoundRecord[] {
  const end = found.outcome === 'none' ? strays.get(found.record.corr ?? '') : undefined;
  if (end && !isBare(end)) return [];
  const outcome = end ? outcomeOfRecord(end) : found.outcome;
  return isOfOutcome(outcome, filter) ? [{ ...found, outcome }] : [];
}
