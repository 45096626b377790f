import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder, and those above it, that only this user can enter; one that is there stays as it is. Throws where none can be made:
 * Node's own recursive making never ends where a parent exists and still nothing can be made in it, as in `/proc`.
 */
export function makePrivateFolder(path: string): void {
  if (isThere(path)) return;
  const parent = dirname(path);
  if (parent !== path) makePrivateFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!isThere(path)) throw error;
  }
}

/** A file in its place is found out by the making of what goes into it. */
function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
