import { codeOf, lineAt } from '../source/spans.ts';
import type { RepoFile } from './repo-file.ts';

const evasion =
  /\b(?:it|test|describe|suite)(?:\.\w+)*\.(?:skip|only|todo|fails|skipIf|runIf)\b|\bx(?:it|test|describe)\b/g;
const option = /\b(?:skip|only|todo|fails)\s*:\s*true\b/g;

/** Tests that do not run, or that keep others from running. */
export function skippedTestProblems(files: readonly RepoFile[]): string[] {
  return files
    .filter(({ path }) => path.endsWith('.test.ts') || path.startsWith('packages/testkit/src/'))
    .flatMap(({ path, text }) => {
      const code = codeOf(text);
      return [evasion, option]
        .flatMap((shape) => [...code.matchAll(shape)])
        .map(({ 0: found, index }) => `${path}:${lineAt(code, index)} has ${found.trim()}`);
    });
}
