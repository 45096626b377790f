import { randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { chmod, type FileHandle, open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { renamePatiently } from '@bizmcp/core/operate';
import { ConfigProblem } from './config-format.ts';

const byteOrderMark = '\uFEFF';

/** A configuration file as it was read; `bytes` is undefined when there is none yet. */
export interface ConfigFile {
  /** Where it really is, behind links. */
  path: string;
  bytes: Buffer | undefined;
  text: string;
  hasByteOrderMark: boolean;
  mode: number | undefined;
  /** Whose it is. */
  owner: { uid: number; gid: number } | undefined;
}

/** Reads a file that may be written, or says why it will not be. Throws `ConfigProblem`. */
export function readConfigFile(named: string): ConfigFile {
  const path = behindLinks(named);
  if (!existsSync(path))
    return { path, bytes: undefined, text: '', hasByteOrderMark: false, mode: undefined, owner: undefined };
  const status = statSync(path);
  if (!status.isFile()) throw new ConfigProblem('is no ordinary file');
  if (status.nlink > 1)
    throw new ConfigProblem('has a second name (a hard link), which would no longer be the same file');
  if (!isWritable(path, status.mode)) throw new ConfigProblem('is read-only');
  const bytes = readFileSync(path);
  const text = decoded(bytes);
  const hasByteOrderMark = text.startsWith(byteOrderMark);
  return {
    ...{ path, bytes, text: hasByteOrderMark ? text.slice(1) : text, hasByteOrderMark },
    mode: status.mode & 0o7777,
    owner: { uid: status.uid, gid: status.gid },
  };
}

/** Follows links, so that the link stays and the file behind it is written. */
function behindLinks(named: string): string {
  try {
    return realpathSync(named);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' && !isLink(named)) return named;
    if (code === 'ENOENT') throw new ConfigProblem('is a link to a file that does not exist');
    if (code === 'ELOOP') throw new ConfigProblem('is a link that leads back to itself');
    throw new ConfigProblem(`can't be reached (${code})`);
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** The superuser may write everything: a file without a write bit is still meant to stay as it is. */
function isWritable(path: string, mode: number): boolean {
  if ((mode & 0o222) === 0) return false;
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ConfigProblem('is not UTF-8 text');
  }
}

/** The bytes of a new text, with the byte order mark if there was one. */
export function encoded(file: ConfigFile, text: string): Buffer {
  return Buffer.from(file.hasByteOrderMark ? byteOrderMark + text : text, 'utf8');
}

/**
 * Puts new bytes in the place of a file in one step, with its mode (or `newMode`), if it is still what was read.
 * Answers false when another program has written it meanwhile. Throws `ConfigProblem` when the folder is read-only.
 */
export async function replaceFile(file: ConfigFile, bytes: Buffer, newMode: number): Promise<boolean> {
  const folder = dirname(file.path);
  const draft = join(folder, `.${basename(file.path)}.${randomUUID()}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    await writeDraft(draft, bytes, { ...file, mode: file.mode ?? newMode });
    return renamePatiently(draft, file.path, { isWanted: () => isStill(file) });
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new ConfigProblem(`can't be written in its folder (${code})`);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Deletes a file, if it is still what was read; answers false when it is not. */
export async function deleteFile(file: ConfigFile): Promise<boolean> {
  if (!isStill(file)) return false;
  await rm(file.path);
  return true;
}

async function writeDraft(path: string, bytes: Buffer, { mode, owner }: { mode: number; owner: ConfigFile['owner'] }) {
  const draft = await open(path, 'wx', 0o600);
  try {
    await draft.writeFile(bytes);
    if (owner) await giveTo(draft, owner);
    await draft.sync();
  } finally {
    await draft.close();
  }
  await chmod(path, mode);
}

/** What the superuser writes would be its own, and closed to whom the file belongs. */
async function giveTo(draft: FileHandle, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  const now = await draft.stat();
  if (now.uid === uid && now.gid === gid) return;
  await draft.chown(uid, gid).catch(() => {
    throw new ConfigProblem('belongs to another user or group, which would lose it');
  });
}

/** Whether the file has the very bytes that were read. */
function isStill({ path, bytes }: ConfigFile): boolean {
  if (!existsSync(path)) return bytes === undefined;
  return bytes !== undefined && readFileSync(path).equals(bytes);
}

/** The system's name of an error, such as EACCES. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
