import { closeSync, constants, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ToolError } from '../define/tool-error.ts';

/** Milliseconds after which waiting for a lock is given up: longer than any token request may take. */
const patienceMilliseconds = 45_000;

/**
 * Runs an action while no other process (or other caller in this one) holds the lock of that path. It is a lock of SQLite on
 * a file of its own, so the operating system frees it when its holder dies. Throws `unavailable` after 45 seconds.
 */
export async function withFileLock<Value>(path: string, action: () => Promise<Value>): Promise<Value> {
  const { DatabaseSync } = await import('node:sqlite');
  // SQLite would make it readable for all.
  closeSync(openSync(path, constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0), 0o600));
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    const end = performance.now() + patienceMilliseconds;
    while (!tryLock(() => database.exec('BEGIN EXCLUSIVE'))) {
      if (performance.now() > end) throw busy();
      // SQLite's own wait would block this process, requests of other tools included.
      await delay(4 + Math.random() * 20);
    }
    return await action();
  } finally {
    database.close();
  }
}

function tryLock(begin: () => void): boolean {
  try {
    begin();
    return true;
  } catch (error) {
    const isHeld = error instanceof Error && 'errcode' in error && error.errcode === 5;
    if (isHeld) return false;
    throw error;
  }
}

function busy(): ToolError {
  return new ToolError(
    'unavailable',
    'Another process of this machine has been renewing the same credentials for too long. Try again in a minute.',
  );
}
