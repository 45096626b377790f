import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { makePrivateFolder, withFileLock } from '@bizmcp/core/operate';
import { ConfigProblem } from './config-format.ts';

const patience = { milliseconds: 20_000, busy: () => new ConfigProblem('is being edited by another bizmcp') };

/** Runs an action while no other bizmcp edits the same file. The lock is in our own folder: nothing is left beside the configuration. */
export async function withEditLock<Value>(folder: string, path: string, action: () => Promise<Value>): Promise<Value> {
  const locks = join(folder, 'locks');
  makePrivateFolder(locks);
  const place = join(locks, `${createHash('sha256').update(path).digest('hex').slice(0, 32)}.lock`);
  return withFileLock(place, action, patience);
}
