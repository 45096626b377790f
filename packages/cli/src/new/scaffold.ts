import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { CommandContext, CommandResult } from '../commands/command.ts';
import { checkoutOf } from './checkout.ts';

/**
 * Runs the scaffolding of the checkout that the user is in: it fits the template there, as that of another version might not. What it
 * prints is passed on at once, because it installs packages.
 */
export async function scaffold(
  words: readonly string[],
  isJson: boolean,
  { surroundings, write }: CommandContext,
): Promise<CommandResult> {
  const root = checkoutOf(surroundings.folder);
  const child = spawn(process.execPath, [join(root, 'tools', 'new', 'new.ts'), ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  const complained: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    said.push(chunk);
    if (!isJson) write(chunk.toString());
  });
  child.stderr.on('data', (chunk: Buffer) => complained.push(chunk));
  const [exitCode] = await once(child, 'close');
  const notes = Buffer.concat(complained).toString().trim();
  if (exitCode !== 0)
    throw new CliError(
      'refused',
      notes || 'It ended without a word.',
      'Nothing else was changed. Mend that and run it again.',
    );
  const lines = Buffer.concat(said).toString().trimEnd().split('\n');
  return { data: { root, made: words, said: lines }, lines: [], notes: notes === '' ? [] : [notes], exitCode: 0 };
}
