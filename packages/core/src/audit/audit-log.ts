import { existsSync } from 'node:fs';
import { once } from '../define/once.ts';
import { ToolError } from '../define/tool-error.ts';
import { log } from '../observe/log.ts';
import { messageOf } from '../observe/message-of.ts';
import { type AuditKeys, keysFolder, loadAuditKeys } from './audit-keys.ts';
import { type AuditRecord, storedEvent } from './audit-record.ts';
import { outcomeOf } from './call-event.ts';
import { createGroupCommit } from './group-commit.ts';
import { type PackOptions, packSegments } from './packing.ts';
import { recoverSegments } from './recovery.ts';
import { defaultRetention, isAllDue, purgeSegments, type Retention, retainedUntil } from './retention.ts';
import { createSegmentKeeper, type SegmentKeeper } from './segment-keeper.ts';
import { createAuditFile, type OpenAuditFile } from './segment-writer.ts';
import type { Upkeep } from './upkeep.ts';

/** Where the audit trail is written. */
export interface AuditLog {
  /**
   * Resolves when the record is on the disk; rejects when it can't be. With `isDurable: false`, for what may not survive a loss of
   * power, it resolves when the system has taken the record.
   */
  append(record: AuditRecord, options?: { isDurable?: boolean }): Promise<void>;
  /** The file, once the first record is written. */
  readonly path: string | undefined;
  /** A keyed digest: equal texts have equal ones, and a short text can't be found by trying. Throws when the key can't be read. */
  digest?(text: string): string;
}

/** An audit trail on the disk of this computer. */
export interface FileAuditLog extends AuditLog {
  digest(text: string): string;
  /** Seals the trail of this process. Later records are refused. */
  close(): Promise<void>;
}

/** What a deployment may decide about its trail. */
export interface AuditLogOptions {
  /** Version of the server, for the records. */
  version?: string;
  /** Digest of the file that the server runs from, for the records. */
  build?: string;
  /** Default: 2,555 days, no hold. */
  retention?: Partial<Retention>;
  /** Records after which all before them are signed. Default 1,000. */
  checkpointRecords?: number;
  /** Seconds after which what is not yet signed is signed. Default 60. */
  checkpointSeconds?: number;
  /** Size of a segment. Default 64 MB. */
  maxBytes?: number;
  /** Age of a segment in hours. Default 24. */
  maxHours?: number;
  /** Age in hours after which a sealed segment is compressed. Default 24. */
  packAfterHours?: number;
  /** Whether it looks after what earlier processes left: dead ones, and what is to be purged or packed. Default: it does. */
  isTidying?: boolean;
  /** Makes a segment's file. */
  openFile?: OpenAuditFile;
  now?: () => number;
}

/**
 * The audit trail of this process in a folder: chained records in segments of its own, begun at the first record.
 * Whoever waits at the same time shares one sync of the disk.
 */
export function createFileAuditLog(folder: string, server: string, options: AuditLogOptions = {}): FileAuditLog {
  const { now = Date.now, checkpointRecords = 1_000, checkpointSeconds = 60, isTidying = true } = options;
  const packAfterMilliseconds = (options.packAfterHours ?? 24) * 3_600_000;
  const retention = { ...defaultRetention, ...options.retention };
  const kept = () => ({ until: retainedUntil(retention, now()), hold: retention.hold });
  const keys = keysOf(folder);
  const keeper = keeperOf(folder, server, { ...options, now }, retention, keys.found);
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const commits = createGroupCommit(keeper, checkpointRecords, () => {
    if (isClosed) return;
    timer ??= setTimeout(sign, checkpointSeconds * 1000).unref();
    if (isTidying && keeper.path !== undefined) tidyOnce();
  });
  const put = (record: AuditRecord, isDurable: boolean) => commits.put(storedEvent(record, kept()), isDurable);
  const append = async (record: AuditRecord, { isDurable = true }: { isDurable?: boolean } = {}): Promise<void> => {
    if (isClosed) throw new Error('the audit trail is closed');
    await put(record, isDurable).catch((error: unknown) => tellUnwritable(folder, error));
  };
  const isStopped = () => isClosed;
  const tidyOnce = once(() => tidy({ folder, retention, now, append, packAfterMilliseconds, isStopped }, keys.found));
  const sign = () => {
    timer = undefined;
    if (keeper.hasUnsigned) commits.put('checkpoint').catch(() => {});
  };
  return {
    append,
    get path() {
      return keeper.path;
    },
    digest: keys.digest,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await commits.idle();
      await Promise.all(endings(keeper.pending).map((record) => put(record, false)));
      await keeper.seal();
    },
  };
}

/** What `health_check` tells: only who knows the place can make room there. */
function tellUnwritable(folder: string, error: unknown): never {
  if (error instanceof ToolError) throw error;
  throw new ToolError(
    'not_configured',
    `No record can be written to ${folder} (${messageOf(error)}), so calls that change something or read confidential data are refused. Make room or mend the folder.`,
    {},
    { cause: error },
  );
}

/** Looks after what earlier processes left, once, while calls go on. */
async function tidy(options: Omit<Upkeep, 'keys'> & PackOptions, keys: () => AuditKeys): Promise<void> {
  try {
    await recoverSegments({ ...options, keys: keys() });
    // A clock that jumped ahead makes all due at once. Where all is due in truth, it goes at a start after this one.
    const { problems } = (await isAllDue(options))
      ? { problems: [] }
      : await purgeSegments({ ...options, keys: keys() });
    for (const { segment, problem } of problems) log('warn', `The audit trail's ${segment}: ${problem}`);
    await packSegments(options);
  } catch (error) {
    if (!options.isStopped()) log('warn', `The audit trail was not tidied: ${messageOf(error)}`);
  }
}

/** Calls that are still open when the process ends: what became of them nobody knows. The sync of the seal is theirs too. */
function endings(pending: ReadonlyMap<string, string>): AuditRecord[] {
  const lost = { status: 'unknown', code: 'process_ended' };
  return [...pending].map(([call, intent]) => ({ event: outcomeOf(intent), call, ...lost }));
}

function keeperOf(
  folder: string,
  server: string,
  options: AuditLogOptions & { now: () => number },
  retention: Retention,
  keys: () => AuditKeys,
): SegmentKeeper {
  const { now, version = '0', build, openFile = createAuditFile, maxBytes = 64 * 1024 * 1024, maxHours = 24 } = options;
  const limits = { maxBytes, maxMilliseconds: maxHours * 3_600_000, retention };
  return createSegmentKeeper({ folder, server, version, ...(build && { build }), ...limits, keys, openFile, now });
}

/** The keys of a trail, `found` anew where they were deleted: without them no further segment could be signed. */
function keysOf(folder: string) {
  let keys: AuditKeys | undefined;
  const found = (): AuditKeys => {
    if (!keys || !existsSync(keysFolder(folder))) keys = loadAuditKeys(folder);
    return keys;
  };
  // Several digests a call: the disk is not asked for each.
  return { found, digest: (text: string) => (keys ?? found()).digest(text) };
}
