import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { canonicalMembers } from '../json/canonical-json.ts';
import type { AuditKeys } from './audit-keys.ts';
import { keepNotes, keepSettled, readSettled } from './ledger.ts';
import { type Retention, retainedUntil } from './retention.ts';
import { listSegments, readHead, segmentPath } from './segment-reader.ts';
import { type OpenAuditFile, openSegment, type Segment } from './segment-writer.ts';

/** When a segment ends, and who writes it. */
export interface KeeperOptions {
  folder: string;
  server: string;
  version: string;
  build?: string;
  maxBytes: number;
  maxMilliseconds: number;
  retention: Retention;
  keys: () => AuditKeys;
  openFile: OpenAuditFile;
  now: () => number;
}

/** Gives the segment to write to, one after the other. */
export interface SegmentKeeper {
  /** The segment in use or a new one; on the disk with its first record. */
  current(): Promise<Segment>;
  /** Brings what is staged to the system, and with `isDurable` to the disk. A file that failed once is never written again. */
  flush(segment: Segment, isDurable: boolean): Promise<void>;
  /** Brings what is written to the disk, while writing goes on. */
  sync(): Promise<void>;
  /** Calls that began and have not ended, by their identifier: the next segment names them. */
  readonly pending: Map<string, string>;
  /** Ends the segment in use with its seal. */
  seal(): Promise<void>;
  readonly path: string | undefined;
  /** Whether there are records that no checkpoint covers. */
  readonly hasUnsigned: boolean;
}

/** How many segments the opening of a new one names. The others are named by those. */
const namedHeads = 64;

/** Runs of this process: a segment of another run under our own process number belongs to a process that is gone. */
const ownRuns = new Set<string>();

/** Whether a run is one of this process. */
export function isOwnRun(run: string): boolean {
  return ownRuns.has(run);
}

/** What a keeper remembers between its segments. */
interface KeeperState {
  run: string;
  segment?: Segment | undefined;
  previous?: string;
  /** Files that failed and that no later segment has told of yet. */
  gaps: { segment: string; seq: number; hash: string; reason: string }[];
  pending: Map<string, string>;
  givenUp: WeakSet<Segment>;
}

/** Keeps one segment open for a process. */
export function createSegmentKeeper(options: KeeperOptions): SegmentKeeper {
  const state: KeeperState = { run: randomUUID(), gaps: [], pending: new Map(), givenUp: new WeakSet() };
  ownRuns.add(state.run);
  const isFull = ({ bytes, openedAt }: Segment) =>
    bytes >= options.maxBytes || options.now() - openedAt >= options.maxMilliseconds;
  return {
    pending: state.pending,
    flush: (segment, isDurable) => flush(options, state, segment, isDurable),
    async sync() {
      if (state.segment) await sync(options, state, state.segment);
    },
    seal: () => seal(options, state),
    async current() {
      if (state.segment?.isDeleted()) await giveUp(state, state.segment, 'deleted');
      if (state.segment && isFull(state.segment)) await seal(options, state);
      return state.segment ?? openNext(options, state);
    },
    get path() {
      return state.segment?.path;
    },
    get hasUnsigned() {
      return state.segment !== undefined && state.segment.unanchored > 0;
    },
  };
}

async function flush(options: KeeperOptions, state: KeeperState, segment: Segment, isDurable = true): Promise<void> {
  try {
    segment.write();
  } catch (error) {
    await giveUp(state, segment, codeOf(error));
    throw error;
  }
  if (isDurable) await sync(options, state, segment);
}

async function sync({ folder }: KeeperOptions, state: KeeperState, segment: Segment): Promise<void> {
  try {
    await keepNotes(folder, await segment.sync());
  } catch (error) {
    await giveUp(state, segment, codeOf(error));
    throw error;
  }
}

/** Whoever notices first: a write and a sync of one file may both fail. */
async function giveUp(state: KeeperState, segment: Segment, reason: string): Promise<void> {
  if (state.givenUp.has(segment)) return;
  state.givenUp.add(segment);
  if (state.segment === segment) state.segment = undefined;
  await segment.close().catch(() => {});
  if (segment.head.seq < 0) await rm(segment.path, { force: true }).catch(() => {});
  else state.gaps.push({ segment: segment.id, ...segment.head, reason });
}

async function openNext(options: KeeperOptions, state: KeeperState): Promise<Segment> {
  const { folder, now, retention } = options;
  const { run, previous } = state;
  const opening = { run, previous, heads: await recentHeads(folder), pending: [...state.pending.keys()] };
  const segment = await openSegment({ ...options, keys: options.keys(), where: whereOf(options), opening });
  const told = [...state.gaps];
  for (const gap of told) segment.stage(canonicalMembers({ ev: 'gap', detail: { gap } }));
  await flush(options, state, segment);
  state.gaps.splice(0, told.length);
  state.previous = segment.id;
  state.segment = segment;
  const until = retainedUntil(retention, now());
  for (const gap of told)
    await keepSettled(folder, { segment: gap.segment, how: 'given_up', until, hold: retention.hold });
  return segment;
}

async function seal(options: KeeperOptions, state: KeeperState): Promise<void> {
  const { folder, now, retention } = options;
  const { segment } = state;
  if (!segment) return;
  const kept = { until: retainedUntil(retention, now()), hold: retention.hold };
  segment.stageCheckpoint('segment.sealed', { retention: kept });
  await flush(options, state, segment);
  state.segment = undefined;
  await segment.close();
  await keepSettled(folder, { segment: segment.id, how: 'sealed', ...kept });
}

function whereOf({ server, version, build, keys }: KeeperOptions): Record<string, unknown> {
  const built = build === undefined ? {} : { build_digest: build };
  return { server, version, ...built, pid: process.pid, host_hash: hostDigest(keys()), transport: 'pipe' };
}

/** Tells computers apart without naming them. */
export function hostDigest(keys: AuditKeys): string {
  return keys.digest(`host ${hostname()}`).slice(0, 16);
}

/** The last records of the newest segments: who removes one of those files must change this one too. */
async function recentHeads(folder: string): Promise<Record<string, unknown>[]> {
  const names = await listSegments(folder).catch(() => []);
  const settled = await readSettled(folder);
  const heads = names.slice(-namedHeads).map(async (segment) => {
    const packed = settled.get(segment)?.head;
    if (packed) return [{ segment, seq: packed.seq, hash: packed.hash, sealed: true }];
    const record = await readHead(segmentPath(folder, segment)).catch(() => undefined);
    return record ? [{ segment, seq: record.seq, hash: record.hash, sealed: record.ev === 'segment.sealed' }] : [];
  });
  return (await Promise.all(heads)).flat();
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
