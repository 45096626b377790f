import { readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { type PlatformPath, posix, win32 } from 'node:path';

/** What of the machine decides where files are; passed in, so that each system's places are tested on every system. */
export interface Surroundings {
  platform: NodeJS.Platform;
  environment: Record<string, string | undefined>;
  home: string;
  /** Folder in which the command was started. */
  folder: string;
  /** Names in a folder; none when there is no such folder. */
  namesIn(folder: string): string[];
  /** Who runs the command. Default: the user that the operating system knows. */
  user?: string;
}

/** The path rules of the described system, which may not be this one. */
export function pathsOf({ platform }: Surroundings): PlatformPath {
  return platform === 'win32' ? win32 : posix;
}

/** Where applications keep a user's settings: Application Support, %APPDATA% or ~/.config. */
export function settingsFolder(surroundings: Surroundings): string {
  const { platform, environment, home } = surroundings;
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support');
  if (platform === 'win32') return environment.APPDATA || win32.join(home, 'AppData', 'Roaming');
  return dotConfigFolder(surroundings);
}

/** ~/.config, also where a program uses it on macOS. */
export function dotConfigFolder({ environment, home, platform }: Surroundings): string {
  const chosen = environment.XDG_CONFIG_HOME;
  if (platform !== 'win32' && chosen && posix.isAbsolute(chosen)) return chosen;
  return (platform === 'win32' ? win32 : posix).join(home, '.config');
}

/** The folder that bizmcp keeps backups and locks in: the servers' own state folder. */
export function ownFolder(surroundings: Surroundings): string {
  const { platform, environment, home } = surroundings;
  const paths = pathsOf(surroundings);
  const chosen = environment.BIZMCP_HOME;
  if (chosen && paths.isAbsolute(chosen)) return chosen;
  if (platform === 'win32') return win32.join(home, '.bizmcp');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'bizmcp');
  const base = environment.XDG_STATE_HOME;
  return posix.join(base && posix.isAbsolute(base) ? base : posix.join(home, '.local', 'state'), 'bizmcp');
}

/** Names in a folder of this machine. */
export function namesInFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The user of the operating system: no option changes who somebody is. Servers name their caller in the same way. */
export function userName({ user }: Surroundings): string {
  try {
    return user ?? userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
