import { mkdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { withoutSecrets } from '../masking/known-secrets.ts';

/** One line of the audit trail. */
export type AuditRecord = Record<string, unknown> & { event: string };

/** Where the audit trail is written. */
export interface AuditLog {
  /** Resolves when the record is on the disk; rejects when it can't be. */
  append(record: AuditRecord): Promise<void>;
  /** The file, once the first record is written. */
  readonly path: string | undefined;
}

/** A file of JSON lines of this process alone, readable by its user alone, made at the first record. */
export function createFileAuditLog(folder: string, server: string): AuditLog {
  let path: string | undefined;
  let opening: Promise<FileHandle> | undefined;
  let last: Promise<void> = Promise.resolve();

  const openFile = async () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stamp = new Date().toISOString().replaceAll(':', '').replace(/\..*/, 'Z');
    const file = join(folder, `${server}-${stamp}-${process.pid}.jsonl`);
    const handle = await open(file, 'ax', 0o600);
    path = file;
    return handle;
  };

  const write = async (record: AuditRecord) => {
    opening ??= openFile();
    const handle = await opening.catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    await handle.appendFile(`${JSON.stringify({ v: 1, ts: new Date().toISOString(), ...record }, cleaned)}\n`);
    await handle.datasync();
  };

  return {
    append(record) {
      const done = last.then(() => write(record));
      last = done.catch(() => {});
      return done;
    },
    get path() {
      return path;
    },
  };
}

/** A vendor may repeat a credential where nobody expects it, such as in the identifier of a request. */
function cleaned(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? withoutSecrets(value) : value;
}
