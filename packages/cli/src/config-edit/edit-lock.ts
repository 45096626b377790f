import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigProblem } from './config-format.ts';

const patienceMilliseconds = 20_000;

/**
 * Runs an action while no other bizmcp edits the same file. The lock is SQLite's on a file of our own folder, so the
 * operating system frees it when its holder dies, and nothing is left beside the configuration.
 */
export async function withEditLock<Value>(folder: string, path: string, action: () => Promise<Value>): Promise<Value> {
  const { DatabaseSync } = await import('node:sqlite');
  const locks = join(folder, 'locks');
  mkdirSync(locks, { recursive: true, mode: 0o700 });
  const place = join(locks, `${createHash('sha256').update(path).digest('hex').slice(0, 32)}.lock`);
  closeSync(openSync(place, 'a', 0o600));
  const database = new DatabaseSync(place, { timeout: 0 });
  try {
    const end = performance.now() + patienceMilliseconds;
    while (!isTaken(() => database.exec('BEGIN EXCLUSIVE'))) {
      if (performance.now() > end) throw new ConfigProblem('is being edited by another bizmcp');
      await delay(5 + Math.random() * 20);
    }
    return await action();
  } finally {
    database.close();
  }
}

function isTaken(take: () => void): boolean {
  try {
    take();
    return true;
  } catch (error) {
    // SQLITE_BUSY: another process has it.
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) return false;
    throw error;
  }
}
