import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';

/** Where a program keeps its files. */
export type Home = Record<'HOME' | 'TMPDIR', string>;

/**
 * A home and a place for temporary files of a program's own, so that nothing of this machine's user leaks in, and a program's compile
 * cache (which Node.js keeps among the temporary files) is nobody else's.
 */
export function homeFolder(folder: string): Home {
  const own = mkdtempSync(join(folder, 'home-'));
  const temporary = join(own, 'tmp');
  mkdirSync(temporary);
  return { HOME: own, TMPDIR: temporary };
}
