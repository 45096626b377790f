import { createTwoFilesPatch } from 'diff';
import { CliError } from '../cli-error.ts';
import { changedText } from './changed-text.ts';
import { type ConfigFile, encoded, readConfigFile, replaceFile } from './config-file.ts';
import { type ConfigChange, type ConfigFormat, type ConfigObject, ConfigProblem, problemOf } from './config-format.ts';
import { withEditLock } from './edit-lock.ts';
import type { EditRecord } from './edit-run.ts';
import { type Undoing, undoingsOf } from './undoing.ts';

/** How often an edit is made anew because another program has written the file meanwhile. */
const mostAttempts = 8;

/** An edit to make: the changes follow from what the file says at that moment. */
export interface ConfigEdit {
  path: string;
  format: ConfigFormat;
  changesFor(data: ConfigObject): ConfigChange[];
  /** Mode of the file if it is new. */
  newMode: number;
}

/** What was done, or with a dry run would be. */
export interface EditOutcome {
  path: string;
  status: 'created' | 'changed' | 'unchanged';
  diff: string;
  /** Copy of the file as it was. */
  backup?: string;
}

/** How edits are made: where our own folder is, and the run that keeps the backups; without one nothing is written. */
export interface EditWay {
  folder: string;
  record: EditRecord | undefined;
}

/** Edits one configuration file without losing anything of it, or leaves it untouched. Throws `CliError` with what to do. */
export async function editConfig(edit: ConfigEdit, way: EditWay): Promise<EditOutcome> {
  try {
    const { record } = way;
    if (!record) return outcomeOf(edit, planned(edit));
    const { path } = readConfigFile(edit.path);
    return await withEditLock(way.folder, path, () => written(edit, record));
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    throw new CliError(
      'refused',
      `${edit.path} ${problem}. It was left as it is.`,
      'Mend that by hand and run the command again.',
    );
  }
}

interface Plan {
  file: ConfigFile;
  text: string;
  undoings: Undoing[];
}

function planned({ path, format, changesFor }: ConfigEdit): Plan {
  const file = readConfigFile(path);
  const { data } = format.read(file.text);
  const changes = changesFor(data);
  const text = changedText(file.text, format, changes);
  return { file, text, undoings: undoingsOf(changes, data, format.read(text).data) };
}

async function written(edit: ConfigEdit, record: EditRecord): Promise<EditOutcome> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const plan = planned(edit);
    const outcome = outcomeOf(edit, plan);
    if (outcome.status === 'unchanged') return outcome;
    const bytes = encoded(plan.file, plan.text);
    const { file, undoings } = plan;
    const backup = record.save({ path: edit.path, file, next: bytes, format: edit.format.name, undoings });
    const isDone = await replaceFile(plan.file, bytes, edit.newMode).catch((error: unknown) => {
      record.drop(edit.path);
      throw error;
    });
    if (isDone) return { ...outcome, ...(backup !== undefined && { backup }) };
    record.drop(edit.path);
  }
  throw new ConfigProblem('is written by another program all the time');
}

function outcomeOf({ path }: ConfigEdit, { file, text }: Plan): EditOutcome {
  if (text === file.text) return { path, status: 'unchanged', diff: '' };
  const old = file.bytes ? path : '/dev/null';
  const diff = createTwoFilesPatch(old, path, file.text, text, undefined, undefined, { context: 3 });
  return { path, status: file.bytes ? 'changed' : 'created', diff: diff.replace(/^=+\n/, '') };
}
