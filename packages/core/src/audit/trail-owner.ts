import { chownSync, existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { keysFolder } from './audit-keys.ts';

/**
 * Gives what the superuser has written into another user's trail to that user, whose servers could not read it otherwise and would
 * write no more. For everybody else there is nothing to do.
 */
export function giveToOwner(folder: string): void {
  if (process.getuid?.() !== 0 || !existsSync(folder)) return;
  for (const place of [folder, keysFolder(folder)]) {
    const { uid, gid } = lstatSync(place);
    for (const name of readdirSync(place)) {
      const path = join(place, name);
      const found = lstatSync(path);
      if (uid !== 0 && found.uid === 0 && found.isFile()) chownSync(path, uid, gid);
    }
  }
}
