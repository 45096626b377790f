import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ToolError } from '../../define/tool-error.ts';
import { messageOf } from '../../observe/message-of.ts';
import { makePrivateFolder } from '../../state/make-private-folder.ts';
import { renamePatiently } from '../../state/rename-patiently.ts';
import { syncFolderNow } from '../../state/sync-folder.ts';

const isWindows = process.platform === 'win32';

/** Makes a folder that only this user can enter, and returns its real path. Throws `not_configured` when others can enter it. */
export function openPrivateFolder(folder: string): string {
  onDisk(folder, () => makePrivateFolder(folder));
  const stats = lstatSync(folder);
  if (stats.isSymbolicLink() || !stats.isDirectory()) throw refusal(folder, 'it is a link or no folder');
  checkOwner(folder, stats, '700');
  return realpathSync.native(folder);
}

/** The bytes of a file that only this user can read, or undefined without one. Throws `not_configured` for a link or a file open to others. */
export function readPrivateFile(path: string): Buffer | undefined {
  const file = openExisting(path);
  if (file === undefined) return undefined;
  try {
    const stats = fstatSync(file);
    if (!stats.isFile() || stats.nlink > 1) throw refusal(path, 'it is no plain file with one name');
    checkOwner(path, stats, '600');
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Replaces a file as a whole: after a crash it holds the old bytes or the new ones. On the disk when it returns. Its writers take
 * turns by a lock, so a draft that lies there is of one that died. Throws `unavailable` where the disk does not take it.
 */
export function writePrivateFile(path: string, bytes: Uint8Array): void {
  onDisk(path, () => {
    const draft = join(dirname(path), `.${basename(path)}.tmp`);
    try {
      rmSync(draft, { force: true });
      writeNewFile(draft, bytes);
      renamePatiently(draft, path);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
    syncFolderNow(dirname(path));
  });
}

/** Deletes a file, and is done when that is on the disk. */
export function removePrivateFile(path: string): void {
  onDisk(path, () => {
    rmSync(path, { force: true });
    syncFolderNow(dirname(path));
  });
}

/** Works on the disk. One that is full or closed is for a person to mend: the `unavailable` that is thrown says where. */
export function onDisk<Value>(path: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    const message = `Credentials cannot be kept in ${path} (${messageOf(error)}). Make room or mend its folder, then try again.`;
    throw new ToolError('unavailable', message, {}, { cause: error });
  }
}

/** Writes a file that must not exist yet, all of it onto the disk. */
function writeNewFile(path: string, bytes: Uint8Array): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    // A single write may take only a part of the bytes.
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function openExisting(path: string): number | undefined {
  try {
    if (isWindows && lstatSync(path).isSymbolicLink()) throw refusal(path, 'it is a link');
    return openSync(path, constants.O_RDONLY | (isWindows ? 0 : constants.O_NOFOLLOW));
  } catch (error) {
    if (error instanceof ToolError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return undefined;
    throw refusal(path, code === 'ELOOP' ? 'it is a link' : 'it can not be read');
  }
}

/** Windows keeps no mode: there the folder inherits the access rights of the user's profile. */
function checkOwner(path: string, stats: Stats, mode: string): void {
  if (isWindows) return;
  if (stats.uid !== process.getuid?.()) throw refusal(path, 'it belongs to another user');
  if ((stats.mode & 0o077) !== 0) throw refusal(path, `others can reach it; run: chmod ${mode} ${path}`);
}

function refusal(path: string, why: string): ToolError {
  return new ToolError('not_configured', `Credentials are not kept in ${path}: ${why}.`);
}
