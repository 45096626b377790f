import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { withFileLock } from '../file-lock.ts';
import { type MasterKeys, openMasterKeys } from './master-keys.ts';
import { onDisk, openPrivateFolder, readPrivateFile, removePrivateFile, writePrivateFile } from './private-file.ts';
import { keyName, readLabel, seal, unseal } from './sealed-record.ts';

/** A record, or why it does not open. */
export type Opened = { text: string } | { why: string };

/** Where a record is, and whose: it opens nowhere else, and for nobody else. */
export interface RecordPlace {
  file: string;
  subject: string;
}

/** Keeps texts encrypted in a folder of this user. */
export interface SealedFolder {
  /** Undefined where there is no such record. */
  read(record: RecordPlace): Promise<Opened | undefined>;
  /** Another text after each change; undefined where there is no record. Opens none. */
  version(file: string): string | undefined;
  /** The lock must be held, here and for `remove`. */
  write(record: RecordPlace, text: string): Promise<void>;
  remove(file: string): Promise<void>;
  /** Runs an action while no other process changes this record. */
  withLock<Value>(file: string, action: () => Promise<Value>): Promise<Value>;
  /** Where the master key is: the end of `The key is ...`. */
  keyPlace(): Promise<string>;
  /** Makes a new master key and seals every record again. Safe to be killed and to be run beside working servers. */
  rotateKeys(): Promise<void>;
}

const endings = ['.grant', '.settings'];

/** Opens the folder `credentials` below the state folder; the disk is first touched by the first use. */
export function createSealedFolder(stateFolder: string, environment: Record<string, string | undefined>): SealedFolder {
  const place = join(stateFolder, 'credentials');
  let keys: MasterKeys | undefined;
  // The folder is looked at each time: its mode may have been changed since.
  const open = () => {
    const folder = openPrivateFolder(place);
    keys ??= openMasterKeys(folder, environment);
    return { folder, keys };
  };
  const pathOf = (file: string) => join(open().folder, file);
  // To look for what is not there makes no folder; a link is there, and is refused.
  const isMade = () => onDisk(place, () => lstatSync(place, { throwIfNoEntry: false }) !== undefined);

  return {
    async read({ file, subject }) {
      if (!isMade()) return undefined;
      const path = pathOf(file);
      const bytes = readPrivateFile(path);
      if (!bytes) return undefined;
      const masterKey = await open().keys.find(readLabel(bytes)?.key ?? '');
      const text = masterKey && unseal(bytes, subject, path, masterKey);
      return text === undefined ? { why: whyClosed(masterKey !== undefined, await open().keys.place()) } : { text };
    },
    version(file) {
      const stats = isMade() ? lstatSync(pathOf(file), { bigint: true, throwIfNoEntry: false }) : undefined;
      return stats && `${stats.ino} ${stats.mtimeNs}`;
    },
    async write({ file, subject }, text) {
      const masterKey = await open().keys.current();
      const path = pathOf(file);
      writePrivateFile(path, seal(text, subject, path, masterKey));
    },
    remove: async (file) => removePrivateFile(pathOf(file)),
    withLock: (file, action) => withFileLock(`${pathOf(file)}.lock`, action),
    keyPlace: () => open().keys.place(),
    rotateKeys: () => open().keys.rotate(() => resealAll(open().folder, open().keys)),
  };
}

async function resealAll(folder: string, keys: MasterKeys): Promise<void> {
  const current = await keys.current();
  for (const name of readdirSync(folder).filter((file) => endings.some((ending) => file.endsWith(ending)))) {
    const path = join(folder, name);
    await withFileLock(`${path}.lock`, () => reseal(path, keys, current));
  }
}

/** What does not open stays as it is: it may be opened by a key that is not at hand now. */
async function reseal(path: string, keys: MasterKeys, current: Buffer): Promise<void> {
  const bytes = readPrivateFile(path);
  const label = bytes && readLabel(bytes);
  if (!bytes || !label || label.key === keyName(current)) return;
  const former = await keys.find(label.key);
  const text = former && unseal(bytes, label.subject, path, former);
  if (text !== undefined) writePrivateFile(path, seal(text, label.subject, path, current));
}

function whyClosed(hasKey: boolean, place: string): string {
  return hasKey
    ? 'it was changed, or belongs to another user, account or place'
    : `its key is not there; the key that is there now is ${place}`;
}
