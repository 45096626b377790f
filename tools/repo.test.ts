import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, test } from 'vitest';
import { budgetProblems } from './repo/budgets.ts';
import { configCopyProblems } from './repo/config-copies.ts';
import { decisionProblems } from './repo/decisions.ts';
import { entryExportProblems } from './repo/entry-exports.ts';
import { layerProblems } from './repo/layers.ts';
import { linkProblems } from './repo/links.ts';
import { manifestProblems } from './repo/manifests.ts';
import { noticeProblems } from './repo/notices.ts';
import { proseProblems } from './repo/prose.ts';
import { reachProblems } from './repo/reach.ts';
import { type RepoFile, readRepo } from './repo/repo-file.ts';
import { skippedTestProblems } from './repo/skipped-tests.ts';
import { toolFileProblems } from './repo/tool-files.ts';

const root = join(import.meta.dirname, '..');
const files = readRepo(root);

/** Each of these is seen to fail on a bad example in the test beside it. */
const checks: Record<string, (files: readonly RepoFile[]) => string[]> = {
  'a layer imports only what ARCHITECTURE.md allows it': layerProblems,
  'a server reaches its system through its api alone': reachProblems,
  'a package offers only what another one uses': entryExportProblems,
  'tools, files and functions keep to their sizes': budgetProblems,
  'one tool is one file, under its own name, once in its server': toolFileProblems,
  'a published package has no dependencies, no install scripts and a true manifest': manifestProblems,
  'shared configuration is not repeated in packages': configCopyProblems,
  'no test is skipped, and none runs alone': skippedTestProblems,
  'links in documents lead somewhere': (all) => linkProblems(all, (path) => existsSync(join(root, path))),
  'prose by hand stays short': proseProblems,
  'decisions are recorded in one form': decisionProblems,
  'NOTICE names all bundled code, and all of it is permissive': (all) => noticeProblems(all, readNotices(all)),
};

describe('the repository', () => {
  for (const [title, problemsOf] of Object.entries(checks)) {
    test(title, () => assert.deepEqual(problemsOf(files), []));
  }

  test('what is generated is what the code says', async () => {
    const generator = join(root, 'tools', 'docs', 'generate.ts');
    await promisify(execFile)(process.execPath, [generator, '--check']);
  });

  test('the checks look at servers, packages and documents', () => {
    const folders = new Set(files.map(({ path }) => path.split('/')[0]));

    for (const folder of ['docs', 'examples', 'packages', 'servers', 'tools', 'README.md'])
      assert.ok(folders.has(folder), folder);
  });
});

/** The NOTICE of each built server, by the server's folder. */
function readNotices(all: readonly RepoFile[]): Map<string, string> {
  const folders = all.flatMap(({ path }) => /^((?:servers|examples)\/[^/]+)\/package\.json$/.exec(path)?.[1] ?? []);
  const built = folders.filter((folder) => existsSync(join(root, folder, 'dist', 'NOTICE')));
  return new Map(built.map((folder) => [folder, readFileSync(join(root, folder, 'dist', 'NOTICE'), 'utf8')]));
}
