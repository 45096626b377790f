import { chownSync, existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { log as report } from '../observe/log.ts';
import { messageOf } from '../observe/message-of.ts';
import { keysFolder } from './audit-keys.ts';
import { createFileAuditLog, type FileAuditLog } from './audit-log.ts';

/** What an operator does leaves a trail of its own among those of the servers. It tidies nothing by itself. */
export async function withOperatorLog<Result>(
  folder: string,
  version: string,
  now: () => number,
  work: (log: FileAuditLog) => Promise<Result>,
): Promise<Result> {
  const log = createFileAuditLog(folder, 'bizmcp', { version, isTidying: false, now });
  try {
    return await work(log);
  } finally {
    // What was done is done; a trail that cannot be sealed is found out by its verification.
    await log.close().catch((error: unknown) => reportOpen(error));
    giveToOwner(folder);
  }
}

function reportOpen(error: unknown): void {
  report('error', `The audit trail has no seal: ${messageOf(error)}`);
}

/**
 * Gives what the superuser has written into another user's trail to that user, whose servers could not read it otherwise and would
 * write no more. For everybody else there is nothing to do.
 */
function giveToOwner(folder: string): void {
  if (process.getuid?.() !== 0 || !existsSync(folder)) return;
  for (const place of [folder, keysFolder(folder)]) {
    const { uid, gid } = lstatSync(place);
    for (const name of readdirSync(place)) {
      const path = join(place, name);
      const found = lstatSync(path);
      if (uid !== 0 && found.uid === 0 && found.isFile()) chownSync(path, uid, gid);
    }
  }
}
