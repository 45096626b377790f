import { posix } from 'node:path';
import type { RepoFile } from './repo-file.ts';

const link = /\]\(([^()\s]+)\)/g;
const fence = /^( *)(`{3,})[\s\S]*?^\1\2`*$/gm;

/** Links of Markdown files that lead to nothing in the repository. `exists` is asked with paths from its root. */
export function linkProblems(files: readonly RepoFile[], exists: (path: string) => boolean): string[] {
  return files
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(({ path, text }) =>
      [...text.replace(fence, '').matchAll(link)].flatMap(([, target = '']) => {
        if (/^[a-z][a-z0-9+.-]*:/i.test(target) || target.startsWith('#')) return [];
        const file = posix.join(posix.dirname(path), target.replace(/#.*$/, ''));
        return !file.startsWith('..') && exists(file) ? [] : [`${path} links to ${target}, which is not there`];
      }),
    );
}
