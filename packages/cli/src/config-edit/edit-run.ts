import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makePrivateFolder, renamePatiently } from '@bizmcp/core/operate';
import * as z from 'zod';
import { jsonText } from '../json-text.ts';
import type { ConfigFile } from './config-file.ts';
import { Undoing } from './undoing.ts';

const mostRuns = 30;

const Edit = z.object({
  /** Where the file is, as the client names it. */
  path: z.string(),
  /** Name of the copy of what was there; null when there was nothing. */
  backup: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string(),
  format: z.enum(['JSON', 'YAML', 'TOML']).default('JSON'),
  undoings: z.array(Undoing).default([]),
});

const Run = z.object({ command: z.string(), at: z.string(), edits: z.array(Edit) });

/** One command's edits, with a copy of each file as it was before. */
export type EditRun = z.output<typeof Run>;

/** One edited file of a run. */
export type Edit = z.output<typeof Edit>;

/** A file that is about to be replaced. */
interface Saved extends Pick<Edit, 'path' | 'format' | 'undoings'> {
  file: ConfigFile;
  next: Buffer;
}

/** SHA-256 of a file's bytes. */
export function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Starts the record of a command's edits; nothing is kept until a file is saved. */
export function startRun(folder: string, command: string, at: Date) {
  let place = '';
  const run: EditRun = { command, at: at.toISOString(), edits: [] };
  // In one step: a full disk or an end in the middle leaves the record before, and what it can undo.
  const write = () => {
    const draft = join(place, 'run.draft');
    writeFileSync(draft, jsonText(run), { mode: 0o600 });
    renamePatiently(draft, join(place, 'run.json'));
  };
  return {
    /** Keeps what a file is before it is replaced; the place of the copy, if there was a file. */
    save({ path, file, ...rest }: Saved): string | undefined {
      // Named by the moment in which the file is ours alone: of runs at the same time, the last to write is the first to be undone.
      if (place === '') place = join(folder, 'edits', runName(new Date()));
      makePrivateFolder(place);
      const backup = file.bytes ? `${run.edits.length + 1}-${basename(file.path)}` : null;
      if (backup && file.bytes) writeFileSync(join(place, backup), file.bytes, { mode: 0o600 });
      const before = file.bytes ? digestOf(file.bytes) : null;
      const after = digestOf(rest.next);
      const edit = { path, backup, before, after, format: rest.format, undoings: rest.undoings };
      run.edits = [...run.edits.filter((other) => other.path !== path), edit];
      write();
      forgetOldRuns(folder);
      return backup === null ? undefined : join(place, backup);
    },
    /** Forgets a file that was not replaced after all. */
    drop(path: string): void {
      run.edits = run.edits.filter((edit) => edit.path !== path);
      if (run.edits.length > 0) write();
      else rmSync(place, { recursive: true, force: true });
    },
  };
}

function runName(at: Date): string {
  return `${at.toISOString().replaceAll(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}`;
}

/** What `startRun` gives. */
export type EditRecord = ReturnType<typeof startRun>;

/** The newest run that was not undone, and where it is kept. */
export function newestRun(folder: string): { place: string; run: EditRun } | undefined {
  const name = runNames(folder).at(-1);
  if (name === undefined) return undefined;
  const place = join(folder, 'edits', name);
  return { place, run: Run.parse(JSON.parse(readFileSync(join(place, 'run.json'), 'utf8'))) };
}

function runNames(folder: string): string[] {
  const place = join(folder, 'edits');
  if (!existsSync(place)) return [];
  return readdirSync(place)
    .filter((name) => existsSync(join(place, name, 'run.json')))
    .sort();
}

function forgetOldRuns(folder: string): void {
  for (const name of runNames(folder).slice(0, -mostRuns))
    rmSync(join(folder, 'edits', name), { recursive: true, force: true });
}
