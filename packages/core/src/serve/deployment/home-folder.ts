import { homedir, userInfo } from 'node:os';
import { isAbsolute } from 'node:path';

/** Debian's name for the home of who has none: https://www.debian.org/doc/debian-policy/ch-opersys.html#non-existent-home-directories */
const nowhere = '/nonexistent';

/**
 * The user's home folder, always in full: an empty or a relative HOME would be some place below the current folder, which is anybody's.
 * A user whom the system doesn't know, as in a container, has none, and a folder is named in which nothing is found or kept.
 */
export function homeFolder(ways: readonly (() => string)[] = [homedir, () => userInfo().homedir]): string {
  for (const way of ways) {
    const folder = answerOf(way);
    if (folder !== undefined && isAbsolute(folder)) return folder;
  }
  return nowhere;
}

function answerOf(way: () => string): string | undefined {
  try {
    return way();
  } catch {
    return undefined;
  }
}
