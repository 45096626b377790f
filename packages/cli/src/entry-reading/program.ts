import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { ServerStart } from './server-start.ts';

const run = promisify(execFile);

/** The file that a command starts, found as the operating system finds it; undefined where there is none. */
export function programOf(
  { command, environment, folder }: Omit<ServerStart, 'args'>,
  platform = process.platform,
): string | undefined {
  if (isAbsolute(command)) return firstOf([command], platform);
  if (/[\\/]/.test(command)) return firstOf([resolve(folder, command)], platform);
  const folders = (environment.PATH ?? environment.Path ?? '').split(delimiter).filter((one) => one !== '');
  return firstOf(
    folders.map((one) => join(resolve(folder, one), command)),
    platform,
  );
}

/** What starts on Windows has an ending: the `npx` beside npx.cmd is for other shells. */
function firstOf(paths: readonly string[], platform = process.platform): string | undefined {
  const endingsOf = (path: string) =>
    platform !== 'win32' || /\.(?:exe|com|cmd|bat)$/i.test(path) ? [''] : ['.exe', '.cmd', '.bat'];
  return paths.flatMap((path) => endingsOf(path).map((ending) => path + ending)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The Node.js that a start runs on. */
export interface NodeProgram {
  path: string;
  version: string;
}

/** Which Node.js a start would run on; undefined where it runs on none that can be known. */
export async function nodeOf(start: ServerStart): Promise<NodeProgram | undefined> {
  const name = /(?:^|[\\/])(node|npx)(?:\.exe|\.cmd)?$/i.exec(start.command)?.[1]?.toLowerCase();
  const isFetched = name === 'npx' && start.args.some((word) => /^(?:--package=)?node@/.test(word));
  if (name === undefined || isFetched) return undefined;
  const path = name === 'node' ? programOf(start) : nodeBeside(start);
  if (path === undefined) return undefined;
  try {
    const { stdout } = await run(path, ['--version'], { env: { ...start.environment }, timeout: 10_000 });
    return { path, version: stdout.trim().replace(/^v/, '') };
  } catch {
    return undefined;
  }
}

/** `npx` is a script for whatever `node` is on the PATH; on Windows the one in its own folder comes first. */
function nodeBeside(start: ServerStart): string | undefined {
  const npx = programOf(start);
  const own = npx && process.platform === 'win32' ? firstOf([join(dirname(npx), 'node')]) : undefined;
  return own ?? programOf({ ...start, command: 'node' });
}

/** Whether servers of the fleet run on this Node.js. */
export function isNodeNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}
