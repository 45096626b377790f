import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The folder in which the operating system keeps a user's configuration. */
export function userConfigFolder(
  environment: Record<string, string | undefined>,
  platform: NodeJS.Platform = process.platform,
): string {
  const chosen = platform === 'win32' ? environment.APPDATA : environment.XDG_CONFIG_HOME;
  if (chosen !== undefined && isAbsolute(chosen)) return chosen;
  if (platform === 'win32') return join(homedir(), 'AppData', 'Roaming');
  return platform === 'darwin' ? join(homedir(), 'Library', 'Application Support') : join(homedir(), '.config');
}
