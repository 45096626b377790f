import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { linkOrCopy } from '../state/link-or-copy.ts';
import { hasCode, keysFolder } from './audit-keys.ts';
import { isIntent, isOutcome, outcomeOf } from './call-event.ts';
import { keepSettled, readSettled } from './ledger.ts';
import { retainedUntil } from './retention.ts';
import { hostDigest, isOwnRun } from './segment-keeper.ts';
import {
  listSegments,
  parseRecord,
  readLines,
  type StoredRecord,
  segmentFile,
  segmentPath,
  type TornTail,
} from './segment-reader.ts';
import type { Upkeep } from './upkeep.ts';

/** The first record of a segment, as far as those who come later need it. */
const Opening = z.looseObject({
  ev: z.literal('segment.opened'),
  where: z.looseObject({ pid: z.number(), host_hash: z.string() }),
  segment: z.looseObject({
    run: z.string(),
    previous: z.string().optional(),
    pending: z.array(z.string()),
  }),
});

type Opening = z.output<typeof Opening>;

/** What a dead process left behind. */
interface Remains {
  opening?: Opening;
  head: { seq: number; hash: string };
  torn?: TornTail;
  /** Calls that began and never ended, with the event that would have ended them. */
  lone: Map<string, string>;
}

/** Time after which a segment of another computer counts as left: a segment in use is rotated before. */
const otherHostMilliseconds = 26 * 3_600_000;
/** Time after which a claim is that of a process that died over it. */
const claimMilliseconds = 60_000;

/** Puts on record what processes that ended without a seal have left: their last record, a torn line, calls without an outcome. */
export async function recoverSegments(options: Upkeep): Promise<void> {
  const { folder, isStopped } = options;
  const settled = await readSettled(folder);
  const names = await listSegments(folder);
  let continued: Promise<ReadonlySet<string>> | undefined;
  for (const segment of names) {
    if (isStopped()) return;
    if (settled.has(segment)) continue;
    const opening = await openingOf(folder, segment);
    if (!(await isLeft(options, segment, opening))) continue;
    await withClaim(options, segment, async () => {
      if ((await readSettled(folder)).has(segment)) return;
      // After a thousand crashes a look into each later segment for each one that was left would take hours.
      continued ??= continuedSegments(folder, names);
      await recover(options, segment, (await continued).has(segment));
    });
  }
}

async function recover(options: Upkeep, segment: string, hasSuccessor: boolean): Promise<void> {
  const { folder, append, now, retention } = options;
  const { head, torn, lone } = await examine(segmentPath(folder, segment));
  for (const [call, event] of hasSuccessor ? [] : lone) {
    await append({ event, call, status: 'unknown', code: 'process_ended', began_in: segment });
  }
  const tail = torn && { torn_bytes: torn.bytes, torn_digest: torn.digest };
  await append({ event: 'segment.recovered', recovered: { segment, ...head, ...tail } });
  const until = retainedUntil(retention, now());
  await keepSettled(folder, { segment, how: 'recovered', until, hold: retention.hold });
}

async function examine(path: string): Promise<Remains> {
  const remains: Remains = { head: { seq: -1, hash: '' }, lone: new Map() };
  const torn = await readLines(path, (line) => {
    const record = parseRecord(line);
    if (!record) return false;
    remains.head = { seq: record.seq, hash: record.hash };
    follow(remains.lone, record);
    return true;
  });
  return { ...remains, ...(torn && { torn }) };
}

function follow(lone: Map<string, string>, record: StoredRecord): void {
  const opening = Opening.safeParse(record);
  if (opening.success) for (const call of opening.data.segment.pending) lone.set(call, 'tool.outcome');
  if (record.corr === undefined) return;
  if (isIntent(record.ev)) lone.set(record.corr, outcomeOf(record.ev));
  if (isOutcome(record.ev)) lone.delete(record.corr);
}

async function openingOf(folder: string, segment: string): Promise<Opening | undefined> {
  let opening: Opening | undefined;
  await readLines(segmentFile(folder, segment), (line) => {
    opening = Opening.safeParse(parseRecord(line)).data;
    return false;
  }).catch((error: unknown) => {
    if (!hasCode(error, 'ENOENT')) throw error;
  });
  return opening;
}

/** Whether the writer of a segment is gone. When in doubt it is not: a later process looks again. */
async function isLeft(options: Upkeep, segment: string, opening: Opening | undefined): Promise<boolean> {
  const { folder, keys, now } = options;
  const file = await stat(segmentPath(folder, segment)).catch(() => undefined);
  if (!file) return false;
  const idle = now() - file.mtimeMs;
  if (!opening) return idle > claimMilliseconds;
  const { pid, host_hash: host } = opening.where;
  if (host !== hostDigest(keys)) return idle > otherHostMilliseconds;
  if (pid === process.pid) return !isOwnRun(opening.segment.run);
  return !isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}

/** Segments after which the same process went on in another one, which then names the calls that were open. */
async function continuedSegments(folder: string, names: readonly string[]): Promise<ReadonlySet<string>> {
  const continued = new Set<string>();
  for (const name of names) {
    const previous = (await openingOf(folder, name))?.segment.previous;
    if (previous !== undefined) continued.add(previous);
  }
  return continued;
}

/** Lets one process at a time do the work on a segment. */
export async function withClaim(
  { folder, now }: Pick<Upkeep, 'folder' | 'now'>,
  segment: string,
  work: () => Promise<void>,
): Promise<void> {
  const claim = join(keysFolder(folder), `claim-${segment}`);
  if (await isStale(claim, now())) {
    // Of those who find it stale only one can rename it.
    const stale = `${claim}.${process.pid}`;
    await rename(claim, stale).catch(() => {});
    await rm(stale, { force: true });
  }
  if (!(await takeClaim(claim))) return;
  try {
    await work();
  } finally {
    await rm(claim, { force: true });
  }
}

/** A claim appears with its owner's number in it: one without would outlive an owner that is killed in between. */
async function takeClaim(claim: string): Promise<boolean> {
  const draft = `${claim}.${process.pid}.draft`;
  await writeFile(draft, `${process.pid}\n`, { mode: 0o600 });
  try {
    linkOrCopy(draft, claim);
    return true;
  } catch {
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Whether the process that claimed the work is gone. */
async function isStale(claim: string, now: number): Promise<boolean> {
  const known = await stat(claim).catch(() => undefined);
  if (!known) return false;
  const pid = Number.parseInt(await readFile(claim, 'utf8').catch(() => ''), 10);
  return now - known.mtimeMs > claimMilliseconds || (pid > 0 && !isAlive(pid));
}
