import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../cli-error.ts';
import { changedText } from './changed-text.ts';
import { type ConfigFile, deleteFile, encoded, readConfigFile, replaceFile } from './config-file.ts';
import { ConfigProblem, problemOf } from './config-format.ts';
import { withEditLock } from './edit-lock.ts';
import { digestOf, type Edit, newestRun } from './edit-run.ts';
import { jsonFormat } from './json-format.ts';
import { tomlFormat } from './toml-format.ts';
import { inverseOf } from './undoing.ts';
import { yamlFormat } from './yaml-format.ts';

type UndoStatus = 'restored' | 'deleted' | 'unchanged' | 'taken out';

/** What was put back. */
export interface Undone {
  command: string;
  at: string;
  files: { path: string; status: UndoStatus }[];
}

const formats = { JSON: jsonFormat, TOML: tomlFormat, YAML: yamlFormat };

/** How one file is taken back: to bytes that it gets, or to none. */
interface Plan {
  path: string;
  file: ConfigFile;
  status: UndoStatus;
  bytes: Buffer | undefined;
}

/**
 * Puts back each file of the newest run, byte for byte, and deletes those that it made; where other programs have written a file
 * since, as Claude Code does at every start, takes out what the run has put in. Nothing is put back when that itself has been
 * changed in one of them. Throws `CliError`.
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
  const plans = run.edits.map((edit) => planned(edit, place));
  for (const plan of plans) await withEditLock(folder, plan.file.path, () => putBack(plan));
  rmSync(place, { recursive: true, force: true });
  return { command: run.command, at: run.at, files: plans.map(({ path, status }) => ({ path, status })) };
}

function planned(edit: Edit, place: string): Plan {
  const { path } = edit;
  const hint = edit.backup
    ? `The file as it was before is ${join(place, edit.backup)}.`
    : 'Take the entry out with `bizmcp remove`.';
  try {
    const file = readConfigFile(path);
    const now = file.bytes ? digestOf(file.bytes) : null;
    if (now === edit.before) return { path, file, status: 'unchanged', bytes: undefined };
    if (now !== edit.after) return { path, file, status: 'taken out', bytes: takenOut(edit, file) };
    if (edit.backup === null) return { path, file, status: 'deleted', bytes: undefined };
    return { path, file, status: 'restored', bytes: readFileSync(join(place, edit.backup)) };
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    throw new CliError('refused', `${path} ${problem}. Nothing was undone.`, hint);
  }
}

/** The file as it is now without what was put into it. Throws `ConfigProblem`. */
function takenOut({ format: name, undoings }: Edit, file: ConfigFile): Buffer {
  const format = formats[name];
  const changes = undoings.length > 0 ? inverseOf(undoings, format.read(file.text).data) : undefined;
  if (!changes) throw new ConfigProblem('has been changed since');
  return encoded(file, changedText(file.text, format, changes));
}

async function putBack({ path, file, status, bytes }: Plan): Promise<void> {
  if (status === 'unchanged') return;
  const isDone = await (bytes === undefined ? deleteFile(file) : replaceFile(file, bytes, 0o600));
  if (isDone) return;
  throw new CliError('refused', `${path} was changed just now by another program.`, 'Run the command again.');
}
