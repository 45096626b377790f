import { type SpawnOptions, spawn } from 'node:child_process';
import { CliError } from '../cli-error.ts';
import { programOf } from '../entry-reading/program.ts';
import type { ServerStart } from '../entry-reading/server-start.ts';

/** Lets a program speak with the person at the terminal, on standard error; gives its exit code. Throws `CliError` where there is no such program. */
export function runAtTerminal(start: ServerStart): Promise<number> {
  const { command, args, environment, folder } = start;
  // Windows starts a script such as npx.cmd through its shell alone.
  const isScript = process.platform === 'win32' && /\.(?:cmd|bat)$/i.test(programOf(start) ?? '');
  const options: SpawnOptions = { env: { ...environment }, cwd: folder, stdio: ['inherit', 2, 2] };
  const child = isScript
    ? spawn('cmd.exe', ['/d', '/s', '/c', command, ...args], options)
    : spawn(command, [...args], options);
  return new Promise((resolve, reject) => {
    child.once('error', () =>
      reject(
        new CliError(
          'refused',
          `${command} can't be started.`,
          'See `bizmcp doctor`, or name a built server with --from.',
        ),
      ),
    );
    child.once('close', (code) => resolve(code ?? 1));
  });
}
