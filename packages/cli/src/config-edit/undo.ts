import { readFileSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError } from '../cli-error.ts';
import { type ConfigFile, readConfigFile, replaceFile } from './config-file.ts';
import { ConfigProblem } from './config-format.ts';
import { withEditLock } from './edit-lock.ts';
import { digestOf, type Edit, newestRun } from './edit-run.ts';

/** What was put back. */
export interface Undone {
  command: string;
  at: string;
  files: { path: string; status: 'restored' | 'deleted' | 'unchanged' }[];
}

/**
 * Puts back each file of the newest run, byte for byte, and deletes those that it made. Nothing is put back when one of them
 * has been changed since. Throws `CliError`.
 */
export async function undoNewestRun(folder: string): Promise<Undone> {
  const newest = newestRun(folder);
  if (!newest)
    throw new CliError(
      'refused',
      'There is nothing to undo.',
      'Only edits made by bizmcp on this machine can be undone.',
    );
  const { place, run } = newest;
  const plans = run.edits.map((edit) => ({ edit, file: readForUndo(edit, place) }));
  const files: Undone['files'] = [];
  for (const { edit, file } of plans)
    files.push({ path: edit.path, status: await withEditLock(folder, file.path, () => putBack(edit, file, place)) });
  rmSync(place, { recursive: true, force: true });
  return { command: run.command, at: run.at, files };
}

function readForUndo(edit: Edit, place: string): ConfigFile {
  const hint = edit.backup
    ? `The file as it was before is ${join(place, edit.backup)}.`
    : 'Take the entry out with `bizmcp remove`.';
  try {
    const file = readConfigFile(edit.path);
    const now = file.bytes ? digestOf(file.bytes) : null;
    if (now === edit.after || now === edit.before) return file;
  } catch (error) {
    if (!(error instanceof ConfigProblem)) throw error;
    throw new CliError('refused', `${edit.path} ${error.message}. Nothing was undone.`, hint);
  }
  throw new CliError('refused', `${edit.path} has been changed since. Nothing was undone.`, hint);
}

async function putBack(edit: Edit, file: ConfigFile, place: string): Promise<'restored' | 'deleted' | 'unchanged'> {
  const now = file.bytes ? digestOf(file.bytes) : null;
  if (now === edit.before) return 'unchanged';
  if (edit.backup === null) {
    await rm(file.path);
    return 'deleted';
  }
  const isDone = await replaceFile(file, readFileSync(join(place, edit.backup)), 0o600);
  if (isDone) return 'restored';
  throw new CliError('refused', `${edit.path} was changed just now by another program.`, 'Run the command again.');
}
