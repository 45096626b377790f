import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs';
import { renamePatiently } from '@bizmcp/core/operate';
import { CliError } from '../cli-error.ts';
import { messageOf } from '../message-of.ts';

/** Where the lines of an export go. */
export interface ExportTarget {
  print(line: string): void;
  /** The export is whole. */
  end(): void;
  /** It is not: nothing of it stays. */
  abandon(): void;
}

/** Characters that are held before they are written. */
const batchCharacters = 1 << 18;

/** A file that is there under its name only when it is whole, for this user alone. Throws `refused` where it can't be made. */
export function fileTarget(path: string, isForced: boolean): ExportTarget {
  if (existsSync(path) && !isForced)
    throw new CliError('refused', `${path} is there already.`, 'Name another file, or add --force to replace it.');
  const draft = `${path}.${process.pid}.part`;
  const file = openDraft(draft);
  const { print, flush } = inBatches((text) => writeAll(file, Buffer.from(text)));
  return {
    print,
    end() {
      flush();
      closeSync(file);
      renamePatiently(draft, path);
    },
    abandon() {
      closeSync(file);
      rmSync(draft, { force: true });
    },
  };
}

/** Standard output, in batches. */
export function streamTarget(write: (text: string) => void): ExportTarget {
  const { print, flush } = inBatches(write);
  return { print, end: flush, abandon: flush };
}

function openDraft(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    const problem = `${path} can't be written: ${messageOf(error)}`;
    throw new CliError('refused', problem, 'Name a file in a folder that you may write.');
  }
}

function inBatches(write: (text: string) => void) {
  let lines: string[] = [];
  let characters = 0;
  const flush = () => {
    if (lines.length > 0) write(lines.join(''));
    lines = [];
    characters = 0;
  };
  const print = (line: string) => {
    lines.push(`${line}\n`);
    characters += line.length;
    if (characters >= batchCharacters) flush();
  };
  return { print, flush };
}

/** A single write may take only a part. */
function writeAll(file: number, bytes: Buffer): void {
  let offset = 0;
  while (offset < bytes.length) offset += writeSync(file, bytes, offset);
}
