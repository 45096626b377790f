import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { entryExportProblems } from './entry-exports.ts';
import type { RepoFile } from './repo-file.ts';

describe('entry exports', () => {
  const offering = (entry: string, ...others: [path: string, text: string][]): RepoFile[] => [
    { path: 'packages/a/package.json', text: '{"name":"@bizmcp/a","exports":{"./b":"./src/b.ts"}}' },
    { path: 'packages/a/src/b.ts', text: entry },
    ...others.map(([path, text]) => ({ path, text })),
  ];
  const used = "import { c, type D } from '@bizmcp/a/b';";

  test.each([
    "export { c } from './c.ts';",
    "export {\n  type D,\n  e as c,\n} from './c.ts';",
    'export async function c(): Promise<void> {}',
    "import { d } from './d.ts';\nexport type { D } from './d.ts';\nexport const c = d;",
  ])('of %s a value is used by another package, not by its own and its tests', (entry) => {
    const late = "const { c } = await import('@bizmcp/a/b');";

    for (const text of [used, late]) {
      assert.deepEqual(entryExportProblems(offering(entry, ['servers/x/src/y.ts', text])), []);
      assert.equal(entryExportProblems(offering(entry, ['packages/a/test/y.test.ts', text])).length, 1);
    }
    assert.equal(entryExportProblems(offering(entry, ['servers/x/src/y.ts', used.replace('/b', '')])).length, 1);
  });

  test('that are awaited are taken off the list when they are used, or gone', () => {
    const insights = [
      { path: 'packages/insights/package.json', text: '{"name":"@bizmcp/insights","exports":{".":"./src/index.ts"}}' },
      { path: 'packages/insights/src/index.ts', text: "export { forecast } from './forecast.ts';" },
      { path: 'servers/x/src/y.ts', text: "import { forecast } from '@bizmcp/insights';" },
    ];

    const problems = entryExportProblems(insights);

    assert.ok(problems.some((problem) => /no longer awaited for forecast/.test(problem)));
    assert.ok(problems.some((problem) => /no longer awaited for sumMoney/.test(problem)));
  });
});
