import { log as report } from '../observe/log.ts';
import { messageOf } from '../observe/message-of.ts';
import { createFileAuditLog, type FileAuditLog } from './audit-log.ts';
import { giveToOwner } from './trail-owner.ts';

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
