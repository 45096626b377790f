import { importsOf } from '../source/imports.ts';
import { codeOf, lineAt } from '../source/spans.ts';
import type { RepoFile } from './repo-file.ts';

/** Ways around the api that a server is given. */
const forbiddenCode: readonly [what: string, shape: RegExp][] = [
  ['process', /(?<![.\w])process\b(?!\s*[:?])/g],
  ['console', /(?<![.\w])console\s*\./g],
  ['global fetch', /(?<![.\w])fetch\s*\((?![^()]*\)\s*[:{])/g],
  ['globalThis', /(?<![.\w])globalThis\b/g],
  ['eval', /(?<![.\w])(?:eval\s*\(|new Function\b)/g],
];
const forbiddenModules =
  /^(?:node:)?(?:fs|child_process|process|worker_threads|vm|net|http|https|http2|dgram|tls)(?:\/|$)/;

/** Places where a server reaches past its api: its environment, its console, the disk, other programs, the network. */
export function reachProblems(files: readonly RepoFile[]): string[] {
  return files
    .filter(({ path }) => /^(?:servers|examples)\/[^/]+\/src\/.*\.ts$/.test(path))
    .flatMap(({ path, text }) => [
      ...importsOf(text)
        .filter(({ specifier, isType }) => forbiddenModules.test(specifier) && !isType)
        .map(({ specifier, line }) => `${path}:${line} imports ${specifier}`),
      ...forbiddenCode.flatMap(([what, shape]) => {
        const code = codeOf(text);
        return [...code.matchAll(shape)].map(({ index }) => `${path}:${lineAt(code, index)} uses ${what}`);
      }),
    ]);
}
