import { withoutGenerated } from '../docs/marked-part.ts';
import type { RepoFile } from './repo-file.ts';

const mostLines = 400;

/** Generated, or on its way into a change log, which is no documentation. */
const isElsewhere = /^docs\/reference\/|^docs\/benchmarks\.md$|^\.changeset\/|CHANGELOG\.md$/;

/** What of the documentation is written by hand: a line that no program keeps true. */
function handWritten(files: readonly RepoFile[]): { path: string; lines: number }[] {
  return files
    .filter(({ path }) => path.endsWith('.md') && !isElsewhere.test(path))
    .map(({ path, text }) => ({
      path,
      lines: withoutGenerated(text)
        .split('\n')
        .filter((line) => line.trim() !== '' && !line.startsWith('Status: ')).length,
    }));
}

/** Says by how much there is too much prose, and where most of it is. */
export function proseProblems(files: readonly RepoFile[]): string[] {
  const counted = handWritten(files).sort((left, right) => right.lines - left.lines);
  const sum = counted.reduce((total, { lines }) => total + lines, 0);
  const longest = counted.slice(0, 5).map(({ path, lines }) => `${path} (${lines})`);
  return sum > mostLines ? [`${sum} lines of prose by hand, over ${mostLines}; most in ${longest.join(', ')}`] : [];
}
