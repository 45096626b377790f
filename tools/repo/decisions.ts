import type { RepoFile } from './repo-file.ts';

const mostLines = 20;
const sections = ['**Context.**', '**Decision.**', '**Consequences.**'];
const status = /^Status: (?:accepted|superseded by \d{4}), \d{4}-\d{2}-\d{2}$/m;

/** Decision records that are out of form: each has a number of its own, a title, a status and the same three parts. */
export function decisionProblems(files: readonly RepoFile[]): string[] {
  const records = files.filter(({ path }) => path.startsWith('docs/decisions/'));
  const numbers = records.map(({ path }) => numberOf(path));
  return records.flatMap(({ path, text }) => {
    const number = numberOf(path);
    const lines = text.trimEnd().split('\n').length;
    return [
      ...(number === undefined ? [`${path} is not named NNNN-what-was-decided.md`] : []),
      ...(numbers.filter((other) => other === number).length > 1 ? [`${path} shares its number`] : []),
      ...(text.startsWith(`# ${number} `) ? [] : [`${path} does not begin with its number and a title`]),
      ...(status.test(text) ? [] : [`${path} has no status line such as "Status: accepted, 2026-11-21"`]),
      ...sections.filter((section) => !text.includes(section)).map((section) => `${path} lacks ${section}`),
      ...(lines > mostLines ? [`${path} has ${lines} lines, over ${mostLines}`] : []),
    ];
  });
}

function numberOf(path: string): string | undefined {
  return /^docs\/decisions\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1];
}
