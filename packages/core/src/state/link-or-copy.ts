import { constants, copyFileSync, linkSync } from 'node:fs';

/**
 * Gives a file a further name, under which it appears whole; a copy on a disk that knows one name a file, as exFAT and many shared folders do.
 * Throws EEXIST where the name is taken.
 */
export function linkOrCopy(file: string, name: string, link = linkSync): void {
  try {
    link(file, name);
  } catch {
    copyFileSync(file, name, constants.COPYFILE_EXCL);
  }
}
