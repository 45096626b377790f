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
    await log.close();
    giveToOwner(folder);
  }
}
