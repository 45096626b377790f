import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { ToolError } from '../define/tool-error.ts';
import { messageOf } from '../observe/message-of.ts';
import { loadSqlite } from '../state/load-sqlite.ts';
import { makePrivateFile } from '../state/make-private-file.ts';

/** How long a lock is waited for, and what is thrown then. */
interface Patience {
  milliseconds: number;
  busy(): Error;
}

/** Longer than any token request may take. */
const usualPatience: Patience = {
  milliseconds: 45_000,
  busy: () =>
    new ToolError(
      'unavailable',
      'Another process of this machine has been renewing the same credentials for too long. Try again in a minute.',
    ),
};

/**
 * Runs an action while no other process (or other caller in this one) holds the lock of that path. It is a lock of SQLite on
 * a file of its own, so the operating system frees it when its holder dies. Throws `unavailable` after 45 seconds, unless told, and
 * where the disk takes no lock.
 */
export async function withFileLock<Value>(
  path: string,
  action: () => Promise<Value>,
  { milliseconds, busy } = usualPatience,
): Promise<Value> {
  const database = openLock(path);
  try {
    const end = performance.now() + milliseconds;
    while (!tryLock(path, () => database.exec('BEGIN EXCLUSIVE'))) {
      if (performance.now() > end) throw busy();
      // SQLite's own wait would block this process, requests of other tools included.
      await delay(4 + Math.random() * 20);
    }
    return await action();
  } finally {
    database.close();
  }
}

function openLock(path: string): DatabaseSync {
  const { DatabaseSync } = loadSqlite();
  try {
    // SQLite would make it readable for all.
    makePrivateFile(path);
    return new DatabaseSync(path);
  } catch (error) {
    throw unusable(path, error);
  }
}

function tryLock(path: string, begin: () => void): boolean {
  try {
    begin();
    return true;
  } catch (error) {
    const isHeld = error instanceof Error && 'errcode' in error && error.errcode === 5;
    if (isHeld) return false;
    throw unusable(path, error);
  }
}

function unusable(path: string, error: unknown): ToolError {
  const message = `${path} cannot be locked (${messageOf(error)}). Make room or mend its folder, then try again.`;
  return new ToolError('unavailable', message, {}, { cause: error });
}
