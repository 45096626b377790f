import { functionsOf } from '../source/functions.ts';
import type { RepoFile } from './repo-file.ts';

const mostToolLines = 80;
const mostFileLines = 250;
const mostFunctionLines = 40;

/** Source files and functions that have grown over the style sheet's sizes. */
export function budgetProblems(files: readonly RepoFile[]): string[] {
  return files
    .filter(({ path }) => path.endsWith('.ts'))
    .flatMap(({ path, text }) => {
      const lines = text.trimEnd().split('\n').length;
      const most = /^(?:servers|examples)\/[^/]+\/src\/tools\//.test(path) ? mostToolLines : mostFileLines;
      // A `describe` holds its tests: its length says nothing.
      const functions = path.endsWith('.test.ts') ? [] : functionsOf(text);
      return [
        ...(lines > most ? [`${path} has ${lines} lines, over ${most}: split it by noun`] : []),
        ...functions
          .filter((size) => size.lines > mostFunctionLines)
          .map((size) => `${path}:${size.line} is a function of ${size.lines} lines, over ${mostFunctionLines}`),
      ];
    });
}
