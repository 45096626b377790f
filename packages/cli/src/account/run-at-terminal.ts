import { type SpawnOptions, spawn } from 'node:child_process';
import { CliError } from '../cli-error.ts';
import type { ServerStart } from '../entry-reading/server-start.ts';
import { systemCommand } from '../entry-reading/system-command.ts';

/** Lets a program speak with the person at the terminal, on standard error; gives its exit code. Throws `CliError` where there is no such program. */
export function runAtTerminal(start: ServerStart): Promise<number> {
  const { command, environment, folder } = start;
  const { file, args, windowsVerbatimArguments } = systemCommand(start);
  const options: SpawnOptions = { env: { ...environment }, cwd: folder, windowsVerbatimArguments };
  const child = spawn(file, args, { ...options, stdio: ['inherit', 2, 2] });
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
