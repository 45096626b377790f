import { fstatSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makePrivateFolder } from '../state/make-private-folder.ts';
import { syncFolder } from '../state/sync-folder.ts';
import { type ChainOptions, createSegmentChain, type SegmentChain } from './segment-chain.ts';
import { newTimeId } from './time-id.ts';

/** A file that is only ever added to. */
export interface AuditFile {
  /** Writes some of the bytes from `offset` on, at once; returns how many. */
  write(bytes: Buffer, offset: number): number;
  /** Whether nobody will find in a folder what is written. */
  isDeleted(): boolean;
  datasync(): Promise<void>;
  close(): Promise<void>;
}

/** Makes a file that was not there, readable by its user alone. */
export type OpenAuditFile = (path: string) => Promise<AuditFile>;

/** One file of the trail: written by one process, chained from its first record to its last. */
export interface Segment extends Omit<SegmentChain, 'take'> {
  readonly id: string;
  readonly path: string;
  readonly openedAt: number;
  /** Bytes that are written. */
  readonly bytes: number;
  /** The last record that is on the disk; `seq` is -1 before the first. */
  readonly head: { seq: number; hash: string };
  /** Hands what was staged to the system; it outlives the process then, but no loss of power. */
  write(): void;
  /**
   * Resolves, with the signed notes about it, when all that was written is on the disk. Writes may go on meanwhile.
   * After a rejection, as after one of `write`, the file must not be used again.
   */
  sync(): Promise<string[]>;
  /** Whether its file was deleted: the system takes what is written to it, and keeps it nowhere. */
  isDeleted(): boolean;
  close(): Promise<void>;
}

/** What a segment is opened with. */
export interface SegmentOptions extends Omit<ChainOptions, 'id'> {
  folder: string;
  server: string;
  openFile: OpenAuditFile;
}

/** Makes a segment's file and stages its first record. */
export async function openSegment(options: SegmentOptions): Promise<Segment> {
  const { id, path, openedAt, file } = await openSegmentFile(options);
  const chain = createSegmentChain({ ...options, id });
  let head = { seq: -1, hash: '' };
  let written = head;
  let bytes = 0;
  let notes: string[] = [];
  const sync = inTurn(async () => {
    const covered = { head: written, notes };
    notes = [];
    await file.datasync();
    head = covered.head;
    return covered.notes;
  });
  return {
    id,
    path,
    openedAt,
    get bytes() {
      return bytes;
    },
    get head() {
      return head;
    },
    get unanchored() {
      return chain.unanchored;
    },
    stage: chain.stage,
    stageCheckpoint: chain.stageCheckpoint,
    write() {
      const staged = chain.take();
      bytes += writeAll(file, Buffer.from(staged.text));
      written = staged.head;
      notes.push(...staged.notes);
    },
    sync,
    isDeleted: () => file.isDeleted(),
    close: () => file.close(),
  };
}

async function openSegmentFile({ folder, server, now, openFile }: SegmentOptions) {
  const openedAt = now();
  const id = `${server}.${newTimeId(openedAt)}`;
  const path = join(folder, `${id}.jsonl`);
  makePrivateFolder(folder);
  return { id, path, openedAt, file: await openFile(path) };
}

/** One after the other: the system tells of an error once, and whoever relies on the disk must hear of it. After one failure all fail. */
function inTurn<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const mine = last.then(work);
    last = mine;
    return mine;
  };
}

/** A single write may take only a part, and says so by no error. */
function writeAll(file: AuditFile, bytes: Buffer): number {
  let offset = 0;
  while (offset < bytes.length) {
    const written = file.write(bytes, offset);
    if (written <= 0) throw new Error('the disk takes no more bytes');
    offset += written;
  }
  return bytes.length;
}

/** A file of this computer; its name is on the disk too when it is given out. */
export async function createAuditFile(path: string): Promise<AuditFile> {
  const handle = await open(path, 'ax', 0o600);
  await syncFolder(dirname(path));
  return {
    // The system takes a few kilobytes in less time than it takes to ask another thread; only the sync waits for the disk.
    write: (bytes, offset) => writeSync(handle.fd, bytes, offset),
    isDeleted: () => fstatSync(handle.fd).nlink === 0,
    datasync: () => handle.datasync(),
    close: () => handle.close(),
  };
}
