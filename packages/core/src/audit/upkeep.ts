import type { AuditKeys } from './audit-keys.ts';
import type { AuditRecord } from './audit-record.ts';
import type { Retention } from './retention.ts';

/** What looking after the segments that others left needs of the process that does it. */
export interface Upkeep {
  folder: string;
  keys: AuditKeys;
  retention: Retention;
  now: () => number;
  append(record: AuditRecord): Promise<void>;
  isStopped(): boolean;
}
