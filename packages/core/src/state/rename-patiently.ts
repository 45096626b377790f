import { renameSync } from 'node:fs';

/** When a renaming is still wanted, and on which system it is made. */
interface RenameOptions {
  /** Asked before each attempt: what is replaced may have been written meanwhile. */
  isWanted?: () => boolean;
  platform?: NodeJS.Platform;
  rename?: (from: string, to: string) => void;
}

const waitMilliseconds = 10;
const mostAttempts = 100;

/**
 * Renames a file or folder, over a file that is there; false when it is no longer wanted. Windows refuses it while anybody reads what is
 * replaced, be it another server or a virus scanner: there it is tried again for a second.
 */
export function renamePatiently(
  from: string,
  to: string,
  { isWanted = () => true, platform = process.platform, rename = renameSync }: RenameOptions = {},
): boolean {
  for (let attempt = 1; isWanted(); attempt += 1) {
    try {
      rename(from, to);
      return true;
    } catch (error) {
      if (platform !== 'win32' || attempt === mostAttempts || !isHeld(error)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMilliseconds);
    }
  }
  return false;
}

function isHeld(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['EACCES', 'EBUSY', 'EPERM'].includes(String(error.code));
}
