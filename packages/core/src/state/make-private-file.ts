import { closeSync, constants, lstatSync, openSync } from 'node:fs';

/**
 * Makes an empty file that only this user can read, where there is none. One that is there is not even opened: by closing it this
 * process would end the locks that SQLite has on it for others of its callers (https://www.sqlite.org/howtocorrupt.html, section 2.2).
 * Throws where there is a link, which SQLite would follow.
 */
export function makePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600));
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) throw new Error('it is a link');
  }
}
