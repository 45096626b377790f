import type { DatabaseSync } from 'node:sqlite';

/** Makes one change, whole or not at all, and resolves when it is committed; with `isDurable`, when it is on the disk. */
export type Change = <Result>(work: (now: number) => Result, isDurable?: boolean) => Promise<Result>;

/** The changes of one process to a file that others change too. */
export interface SqliteChanges {
  change: Change;
  /** Resolves when none is under way. */
  settle(): Promise<void>;
}

interface Waiting {
  /** Works, and returns how to hand over the result once it is committed. */
  work(now: number): () => void;
  isDurable: boolean;
  reject(error: unknown): void;
}

/** Runs work in a transaction. */
type Commit = <Result>(work: () => Result, isDurable: boolean) => Result;

/** SQLite waits this long by itself, and holds up everything else in the process meanwhile. */
export const blockingWaitMilliseconds = 50;
/** Then we wait beside other work, up to this. */
const longestWaitMilliseconds = 5000;
const changesPerSweep = 500;
const busy = 5;

/**
 * Changes asked for in one turn of the event loop share one transaction, which costs more than they do. They are made in order, each
 * sees those before it, and none is answered before all are committed. Every {@link changesPerSweep} of them, `sweep` is called.
 */
export function createSqliteChanges(database: DatabaseSync, sweep: () => void): SqliteChanges {
  const commit = createCommit(database);
  let waiting: Waiting[] = [];
  let changes = 0;
  let settled: Promise<unknown> = Promise.resolve();

  const commitWaiting = async () => {
    const group = waiting;
    waiting = [];
    await commitGroup(commit, group);
    changes += group.length;
    if (changes < changesPerSweep) return;
    changes = 0;
    // What is left lying does no harm: the next sweep finds it.
    await patiently(sweep).catch(() => {});
  };
  return {
    change: (work, isDurable = false) =>
      new Promise((resolve, reject) => {
        const answering = (now: number) => {
          const result = work(now);
          return () => resolve(result);
        };
        if (waiting.push({ work: answering, isDurable, reject }) > 1) return;
        const { promise, resolve: end } = Promise.withResolvers<void>();
        settled = Promise.all([settled, promise]);
        // After all promises of this turn, so that everyone whom it lets go on is in the group.
        process.nextTick(() => commitWaiting().finally(end));
      }),
    async settle() {
      await settled;
    },
  };
}

async function commitGroup(commit: Commit, group: readonly Waiting[]): Promise<void> {
  const isDurable = group.some((waiting) => waiting.isDurable);
  try {
    const answers = await patiently(() => commit(() => group.map(({ work }) => work(Date.now())), isDurable));
    for (const answer of answers) answer();
  } catch (error) {
    if (group.length > 1 && !isBusy(error)) {
      // What one of them ran into is not the others' failure.
      for (const alone of group) await commitGroup(commit, [alone]);
    } else for (const { reject } of group) reject(error);
  }
}

function createCommit(database: DatabaseSync): Commit {
  const inTransaction = createTransaction(database);
  return (work, isDurable) => {
    if (!isDurable) return inTransaction(work);
    database.exec('PRAGMA synchronous = FULL');
    try {
      return inTransaction(work);
    } finally {
      database.exec('PRAGMA synchronous = NORMAL');
    }
  };
}

/** IMMEDIATE takes the write lock before the first read, so that nothing read can be stale when it is written. */
export function createTransaction(database: DatabaseSync): <Result>(work: () => Result) => Result {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  return (work) => {
    begin.run();
    try {
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  };
}

/** Tries again while another process writes, without holding up this one. */
export async function patiently<Result>(work: () => Result): Promise<Result> {
  const until = Date.now() + longestWaitMilliseconds;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2 + Math.random() * 20));
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && Number(error.errcode) % 256 === busy;
}
