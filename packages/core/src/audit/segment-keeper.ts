import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { AuditKeys } from './audit-keys.ts';
import { keepNotes, keepSettled } from './ledger.ts';
import { type Retention, retainedUntil } from './retention.ts';
import { listSegments, readHead, segmentPath } from './segment-reader.ts';
import { type OpenAuditFile, openSegment, type Segment } from './segment-writer.ts';

/** When a segment ends, and who writes it. */
export interface KeeperOptions {
  folder: string;
  server: string;
  version: string;
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
  /** Brings what is staged to the disk. A file that failed once is never written again. */
  flush(segment: Segment): Promise<void>;
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

/** Keeps one segment open for a process. */
export function createSegmentKeeper(options: KeeperOptions): SegmentKeeper {
  const { folder, now } = options;
  const run = randomUUID();
  ownRuns.add(run);
  const pending = new Map<string, string>();
  let segment: Segment | undefined;
  let previous: string | undefined;
  let gaps: Record<string, unknown>[] = [];

  const flush = async (one: Segment) => {
    try {
      await keepNotes(folder, await one.flush());
    } catch (error) {
      if (segment === one) segment = undefined;
      await one.close().catch(() => {});
      if (one.head.seq < 0) await rm(one.path, { force: true }).catch(() => {});
      else gaps.push({ segment: one.id, ...one.head, reason: codeOf(error) });
      throw error;
    }
  };
  const openNext = async () => {
    const opening = { run, previous, heads: await recentHeads(folder), pending: [...pending.keys()] };
    const opened = await openSegment({ ...options, keys: options.keys(), where: whereOf(options), opening });
    const told = gaps;
    for (const gap of told) opened.stage({ ev: 'gap', detail: { gap } });
    await flush(opened);
    gaps = gaps.slice(told.length);
    previous = opened.id;
    segment = opened;
    const until = retainedUntil(options.retention, now());
    for (const gap of told) await keepSettled(folder, { segment: String(gap.segment), how: 'given_up', until });
    return opened;
  };
  const seal = async () => {
    const ending = segment;
    if (!ending) return;
    const until = retainedUntil(options.retention, now());
    const { hold } = options.retention;
    ending.stageCheckpoint('segment.sealed', { retention: { until, hold } });
    await flush(ending);
    segment = undefined;
    await ending.close();
    await keepSettled(folder, { segment: ending.id, how: 'sealed', until, hold });
  };
  const isFull = ({ bytes, openedAt }: Segment) =>
    bytes >= options.maxBytes || now() - openedAt >= options.maxMilliseconds;

  return {
    pending,
    flush,
    seal,
    async current() {
      if (segment && isFull(segment)) await seal();
      return segment ?? openNext();
    },
    get path() {
      return segment?.path;
    },
    get hasUnsigned() {
      return segment !== undefined && segment.unanchored > 0;
    },
  };
}

function whereOf({ server, version, keys }: KeeperOptions): Record<string, unknown> {
  return { server, version, pid: process.pid, host_hash: hostDigest(keys()), transport: 'pipe' };
}

/** Tells computers apart without naming them. */
export function hostDigest(keys: AuditKeys): string {
  return keys.digest(`host ${hostname()}`).slice(0, 16);
}

/** The last records of the newest segments: who removes one of those files must change this one too. */
async function recentHeads(folder: string): Promise<Record<string, unknown>[]> {
  const names = await listSegments(folder).catch(() => []);
  const heads = names.slice(-namedHeads).map(async (segment) => {
    const record = await readHead(segmentPath(folder, segment)).catch(() => undefined);
    return record ? [{ segment, seq: record.seq, hash: record.hash, sealed: record.ev === 'segment.sealed' }] : [];
  });
  return (await Promise.all(heads)).flat();
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
