import { randomUUID } from 'node:crypto';
import { chmodSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { loadSqlite } from './load-sqlite.ts';
import { makePrivateFile } from './make-private-file.ts';
import { makePrivateFolder } from './make-private-folder.ts';
import {
  bucketKey,
  bucketLifetime,
  giveBackTo,
  type Slots,
  type Taken,
  takeFrom,
  type WindowLimit,
} from './sliding-window.ts';
import {
  blockingWaitMilliseconds,
  type Change,
  createSqliteChanges,
  createTransaction,
  patiently,
} from './sqlite-change.ts';
import type { StateEngine } from './state.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS record (
    space TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, version TEXT NOT NULL, expires_at INTEGER NOT NULL,
    PRIMARY KEY (space, id)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS record_expiry ON record (expires_at);
  CREATE TABLE IF NOT EXISTS bucket (key TEXT PRIMARY KEY, slots TEXT NOT NULL, expires_at INTEGER NOT NULL) WITHOUT ROWID;
`;
const never = Number.MAX_SAFE_INTEGER;

type Statements = ReturnType<typeof prepareStatements>;

/** A state in one file for all processes of a machine and one user. Makes the file (0600) and its folder (0700). */
export async function openSqliteEngine(path: string): Promise<StateEngine> {
  const database = await openDatabase(path);
  const statements = prepareStatements(database);
  const { change, settle } = createSqliteChanges(database, () => statements.sweep(Date.now()));
  const fileNumber = () => statSync(path, { throwIfNoEntry: false })?.ino;
  const opened = fileNumber();
  return {
    ...createBuckets(statements, change),
    ...createRecords(statements, change),
    isLost: () => fileNumber() !== opened,
    async close() {
      await settle();
      database.close();
    },
  };
}

/** Calls that wait to be counted in one bucket, in their order. */
interface Queue {
  waiting: { limit: WindowLimit; taken: Taken }[];
  counted: Promise<void>;
}

/** What is asked of one bucket before its turn comes reads and writes it once. */
function createBuckets(statements: Statements, change: Change): Pick<StateEngine, 'take' | 'giveBack'> {
  const queues = new Map<string, Queue>();
  const openQueue = (key: string): Queue => {
    const waiting: Queue['waiting'] = [];
    const counted = change((now) => {
      queues.delete(key);
      countAll(statements, key, waiting, now);
    });
    // Its turn may never come.
    counted.catch(() => queues.delete(key));
    const queue = { waiting, counted };
    queues.set(key, queue);
    return queue;
  };
  return {
    async take(bucket, limit) {
      const key = bucketKey(bucket, limit);
      const queue = queues.get(key) ?? openQueue(key);
      const call: Queue['waiting'][number] = { limit, taken: { granted: false, waitMilliseconds: 1 } };
      queue.waiting.push(call);
      await queue.counted;
      return call.taken;
    },
    giveBack(bucket, limit, slot) {
      const key = bucketKey(bucket, limit);
      // Who asks after this is counted after it.
      queues.delete(key);
      return change((now) => {
        const slots = giveBackTo(statements.slots(key), slot);
        statements.setSlots(key, slots, now + bucketLifetime(limit));
      });
    },
  };
}

function countAll(statements: Statements, key: string, waiting: Queue['waiting'], now: number): void {
  let slots = statements.slots(key);
  for (const call of waiting) ({ slots, taken: call.taken } = takeFrom(slots, call.limit, now));
  const granted = waiting.find(({ taken }) => taken.granted);
  if (granted) statements.setSlots(key, slots, now + bucketLifetime(granted.limit));
}

function createRecords(statements: Statements, change: Change): Pick<StateEngine, 'get' | 'put' | 'delete' | 'list'> {
  return {
    get: (space, id) => patiently(() => statements.find(space, id, Date.now())),
    put: (space, id, value, { ttlMilliseconds, ifVersion, isDurable } = {}) =>
      change((now) => {
        if (ifVersion !== undefined && ifVersion !== (statements.find(space, id, now)?.version ?? null))
          return undefined;
        const version = randomUUID();
        statements.put(space, id, value, version, ttlMilliseconds === undefined ? never : now + ttlMilliseconds);
        return version;
      }, isDurable),
    delete: (space, id, ifVersion) =>
      change((now) => {
        const known = statements.find(space, id, now);
        if (!known || (ifVersion !== undefined && ifVersion !== known.version)) return false;
        statements.remove(space, id);
        return true;
      }, true),
    list: (space) => patiently(() => statements.list(space, Date.now())),
  };
}

async function openDatabase(path: string): Promise<DatabaseSync> {
  makePrivateFolder(dirname(path));
  // SQLite gives its side files the mode of the file it finds.
  makePrivateFile(path);
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  const { DatabaseSync } = loadSqlite();
  const database = new DatabaseSync(path);
  try {
    await patiently(() => {
      database.exec(
        `PRAGMA busy_timeout = ${blockingWaitMilliseconds}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL`,
      );
      createTransaction(database)(() => database.exec(schema));
    });
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepareStatements(database: DatabaseSync) {
  const getSlots = database.prepare('SELECT slots FROM bucket WHERE key = ?');
  const setSlots = database.prepare('INSERT OR REPLACE INTO bucket (key, slots, expires_at) VALUES (?, ?, ?)');
  const find = database.prepare('SELECT value, version FROM record WHERE space = ? AND id = ? AND expires_at > ?');
  const list = database.prepare('SELECT id, value, version FROM record WHERE space = ? AND expires_at > ? ORDER BY id');
  const put = database.prepare(
    'INSERT OR REPLACE INTO record (space, id, value, version, expires_at) VALUES (?, ?, ?, ?, ?)',
  );
  const remove = database.prepare('DELETE FROM record WHERE space = ? AND id = ?');
  const sweepRecords = database.prepare('DELETE FROM record WHERE expires_at <= ?');
  const sweepBuckets = database.prepare('DELETE FROM bucket WHERE expires_at <= ?');
  return {
    slots: (key: string): Slots => JSON.parse(String(getSlots.get(key)?.slots ?? '[]')),
    setSlots: (key: string, slots: Slots, until: number) => setSlots.run(key, JSON.stringify(slots), until),
    find: (space: string, id: string, now: number) => {
      const row = find.get(space, id, now);
      return row && { id, value: String(row.value), version: String(row.version) };
    },
    list: (space: string, now: number) =>
      list
        .all(space, now)
        .map((row) => ({ id: String(row.id), value: String(row.value), version: String(row.version) })),
    put: (...values: [space: string, id: string, value: string, version: string, until: number]) => put.run(...values),
    remove: (space: string, id: string) => remove.run(space, id),
    sweep: (now: number) => {
      sweepRecords.run(now);
      sweepBuckets.run(now);
    },
  };
}
