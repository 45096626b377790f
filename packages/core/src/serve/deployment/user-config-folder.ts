import { isAbsolute, join } from 'node:path';
import { homeFolder } from './home-folder.ts';

/** The folder in which the operating system keeps a user's configuration. */
export function userConfigFolder(
  environment: Record<string, string | undefined>,
  platform: NodeJS.Platform = process.platform,
): string {
  const chosen = platform === 'win32' ? environment.APPDATA : environment.XDG_CONFIG_HOME;
  if (chosen !== undefined && isAbsolute(chosen)) return chosen;
  if (platform === 'win32') return join(homeFolder(), 'AppData', 'Roaming');
  return platform === 'darwin' ? join(homeFolder(), 'Library', 'Application Support') : join(homeFolder(), '.config');
}
