import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where peers stay installed between runs: outside the repository, and safe to remove. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'bizmcp-bench');
}
