import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TrailProblem } from '@bizmcp/core/operate';
import { CliError } from '../cli-error.ts';
import { messageOf } from '../message-of.ts';
import { ownFolder, pathsOf, type Surroundings } from '../surroundings.ts';

/**
 * The folder of the trail: the one that was named, else that of this machine, in which every server writes.
 * Throws `refused` where there is none, with this exit code.
 */
export function presentTrail(words: readonly string[], surroundings: Surroundings, exitCode = 1): string {
  const [named, ...more] = words;
  if (more.length > 0)
    throw new CliError('usage', `"${more[0]}" is one word too many.`, 'Name the folder of one trail, or none.');
  const own = pathsOf(surroundings).join(ownFolder(surroundings), 'audit');
  const folder = named === undefined ? own : resolve(surroundings.folder, named);
  const problem = problemWith(folder);
  if (problem === undefined) return folder;
  throw new CliError(
    'refused',
    problem,
    'A server begins one at its first call. Name the folder of another, or set BIZMCP_HOME as your servers have it.',
    exitCode,
  );
}

function problemWith(folder: string): string | undefined {
  try {
    const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
    return isFolder ? undefined : `There is no audit trail in ${folder}.`;
  } catch (error) {
    return `The audit trail in ${folder} can't be read: ${messageOf(error)}.`;
  }
}

/** What could not be read of a trail, for people. */
export function problemNotes(problems: readonly TrailProblem[]): string[] {
  if (problems.length === 0) return [];
  return [
    ...problems.map(({ segment, problem }) => `! ${segment}: ${problem}`),
    'The rest was read. What was lost, and whether somebody did it, says `bizmcp audit verify`.',
  ];
}
