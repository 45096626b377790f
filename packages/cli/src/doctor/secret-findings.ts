import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { promisify } from 'node:util';
import { habitsOf } from '../entry-reading/client-habits.ts';
import { expand } from '../entry-reading/references.ts';
import { shellWord } from '../screen/shell-word.ts';
import { type Examination, entryFinding } from './examination.ts';
import type { Finding } from './finding.ts';

const run = promisify(execFile);

/** Secrets that stand in plain text where others read them: in a project's file, or in a file that all users of the computer may read. */
export async function secretFindings(examination: Examination): Promise<Finding[]> {
  const { entry } = examination;
  const names = plainSecrets(examination);
  if (names.length === 0) return [];
  const what = `${names.join(', ')} ${names.length === 1 ? 'stands' : 'stand'} here in plain text`;
  if (entry.scope !== 'project') return readableFinding(examination, what);
  const place = await gitPlace(entry.path);
  if (place === 'ignored') return [];
  if (place === 'tracked')
    return [
      entryFinding(examination, 'secret-tracked', 'error', {
        problem: `${what}, and the file is in git`,
        fix: `Make a new secret and revoke this one: it stays in the history. ${referTo(examination)}`,
        command: `git rm --cached ${basename(entry.path)}`,
      }),
    ];
  return [
    entryFinding(examination, 'secret-in-project', 'warning', {
      problem: `${what}, in a file that is shared with the project`,
      fix: referTo(examination),
    }),
  ];
}

function plainSecrets({ entry, shape, surroundings }: Examination): string[] {
  const secrets = entry.server?.settings.filter(({ secret }) => secret).map(({ name }) => name) ?? [];
  return secrets.filter((name) => {
    const value = shape.variables[name];
    if (typeof value !== 'string' || value.trim() === '') return false;
    const { text, unset, asked } = expand(value, habitsOf(entry.client).forms, surroundings);
    return text === value && unset.length === 0 && asked.length === 0 && !/[$]?\{[^}]*\}/.test(value);
  });
}

function referTo({ entry }: Examination): string {
  const { forms } = habitsOf(entry.client);
  if (forms.includes('braced')) return `Write a reference such as \${NAME} instead of the value.`;
  if (forms.includes('colon')) return `Write a reference such as \${env:NAME} instead of the value.`;
  if (forms.includes('curly')) return 'Write a reference such as {env:NAME} instead of the value.';
  return 'Move the entry to your own configuration, out of the project.';
}

function readableFinding(examination: Examination, what: string): Finding[] {
  const { entry, surroundings } = examination;
  const mode = surroundings.platform === 'win32' ? 0 : (statSync(entry.path, { throwIfNoEntry: false })?.mode ?? 0);
  if ((mode & 0o077) === 0) return [];
  return [
    entryFinding(examination, 'secret-readable', 'warning', {
      problem: `${what}, and other users of this computer may read the file`,
      fix: 'Keep the file to yourself.',
      command: `chmod 600 ${shellWord(entry.path)}`,
    }),
  ];
}

async function gitPlace(path: string): Promise<'tracked' | 'ignored' | 'neither'> {
  const git = (...words: string[]) =>
    // What the project's own .git/config names for fsmonitor is a program.
    run('git', ['-C', dirname(path), '-c', 'core.fsmonitor=false', ...words, basename(path)], { timeout: 10_000 }).then(
      () => true,
      () => false,
    );
  if (await git('ls-files', '--error-unmatch', '--')) return 'tracked';
  return (await git('check-ignore', '-q', '--')) ? 'ignored' : 'neither';
}
