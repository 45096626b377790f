import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { budgetProblems } from './budgets.ts';
import { configCopyProblems } from './config-copies.ts';
import { decisionProblems } from './decisions.ts';
import { layerProblems } from './layers.ts';
import { linkProblems } from './links.ts';
import { manifestProblems } from './manifests.ts';
import { noticeProblems } from './notices.ts';
import { proseProblems } from './prose.ts';
import { reachProblems } from './reach.ts';
import type { RepoFile } from './repo-file.ts';
import { skippedTestProblems } from './skipped-tests.ts';
import { toolFileProblems } from './tool-files.ts';

const file = (path: string, text = ''): RepoFile[] => [{ path, text }];

describe('layers', () => {
  const refused: [path: string, source: string][] = [
    ['servers/a/src/api.ts', "import { b } from '../../b/src/api.ts';"],
    ['servers/a/src/api.ts', "import { b } from '@bizmcp/b';"],
    ['servers/a/src/api.ts', "import { testServer } from '@bizmcp/testkit';"],
    ['servers/a/src/api.ts', "import { start } from '@bizmcp/core/serve';"],
    ['servers/a/src/api.ts', "import { openApprovalDesk } from '@bizmcp/core/operate';"],
    ['packages/testkit/src/x.ts', "import { openApprovalDesk } from '@bizmcp/core/operate';"],
    ['servers/a/src/api.ts', "import { McpServer } from '@modelcontextprotocol/server';"],
    ['servers/a/src/api.ts', "import { Client } from '@modelcontextprotocol/client';"],
    ['servers/a/src/api.ts', "const { makeA } = await import('../simulator/a.ts');"],
    ['servers/a/src/main.ts', "import { startSandbox } from '../simulator/sandbox.ts';"],
    ['servers/a/simulator/a.ts', "import { a } from '../src/api.ts';"],
    ['servers/a/src/api.ts', "import { z } from 'zod';"],
    ['packages/core/src/define/tool.ts', "import { McpServer } from '@modelcontextprotocol/server';"],
    ['packages/core/src/define/tool.ts', "import merge from 'lodash.merge';"],
    ['packages/core/src/define/tool.ts', "export { a } from '../../../servers/a/src/api.ts';"],
    ['packages/testkit/src/x.ts', "import { compose } from '../../core/src/pipeline/compose.ts';"],
    ['packages/insights/src/forecast.ts', "import type { Tool } from '@bizmcp/core';"],
  ];
  test.each(refused)('%s may not say %s', (path, source) => {
    assert.equal(layerProblems(file(path, source)).length, 1);
  });

  const allowed: [path: string, source: string][] = [
    [
      'servers/a/src/main.ts',
      "start({ sandbox: async () => (await import('../simulator/sandbox.ts')).startSandbox() });",
    ],
    ['servers/a/src/main.ts', "import surface from '../surface.json' with { type: 'json' };"],
    ['servers/a/src/api.ts', "import { Client } from '@hubspot/api-client';\nimport * as z from 'zod';"],
    ['servers/a/src/api.ts', "const text = \"import { b } from '../../b/src/api.ts'\"; // import '@bizmcp/b';"],
    [
      'servers/a/test/a.test.ts',
      "import { a } from '../src/server.ts';\nimport { testServer } from '@bizmcp/testkit';",
    ],
    ['packages/core/src/serve/start.ts', "import { serveStdio } from '@modelcontextprotocol/server/stdio';"],
    ['packages/cli/src/approvals/desk.ts', "import { openApprovalDesk } from '@bizmcp/core/operate';"],
  ];
  test.each(allowed)('%s may say %s', (path, source) => {
    assert.deepEqual(layerProblems(file(path, source)), []);
  });
});

describe('reach', () => {
  const refused = [
    'const key = process.env.KEY;',
    "console.log('x');",
    "const answer = await fetch('https://x.example');",
    'globalThis.fetch = own;',
    "import { readFileSync } from 'node:fs';",
    "import { exec } from 'child_process';",
  ];
  test.each(refused)('%s reaches past the api', (source) => {
    assert.equal(reachProblems(file('servers/a/src/tools/get-a.ts', source)).length, 1);
  });

  test('an api, a property and a text of those names are fine', () => {
    const source = "const shown = upstream.fetch(url); const a = { fetch: own, process: 1 }; const b = 'console.log';";

    assert.deepEqual(reachProblems(file('servers/a/src/api.ts', source)), []);
  });
});

describe('budgets', () => {
  const longFunction = `export function long() {\n${'  step();\n'.repeat(39)}}\n`;

  test('a tool over 80 lines, a file over 250 and a function over 40 are told', () => {
    const lines = (count: number) => '// why\n'.repeat(count);

    assert.equal(budgetProblems(file('servers/a/src/tools/get-a.ts', lines(81))).length, 1);
    assert.equal(budgetProblems(file('servers/a/src/api.ts', lines(251))).length, 1);
    assert.equal(budgetProblems(file('servers/a/src/api.ts', longFunction)).length, 1);
  });

  test('what is just within them is not', () => {
    assert.deepEqual(budgetProblems(file('servers/a/src/tools/get-a.ts', '// why\n'.repeat(80))), []);
    assert.deepEqual(budgetProblems(file('servers/a/src/api.ts', longFunction.replace('  step();\n', ''))), []);
  });
});

describe('tool files', () => {
  const tool = "export const getA = defineTool({\n  name: 'get_a',\n});\n";
  const server = { path: 'servers/a/src/server.ts', text: "import { getA } from './tools/get-a.ts';\n" };

  test('a registered tool under its own name is fine', () => {
    assert.deepEqual(toolFileProblems([{ path: 'servers/a/src/tools/get-a.ts', text: tool }, server]), []);
  });

  test('another file name, another export, two tools, two exports and no registration are told', () => {
    const problems = (path: string, text: string) => toolFileProblems([{ path, text }, server]);

    assert.match(problems('servers/a/src/tools/a.ts', tool)[0] ?? '', /whose file is get-a.ts/);
    assert.match(problems('servers/a/src/tools/get-a.ts', tool.replace('getA', 'a'))[0] ?? '', /exports a/);
    assert.match(problems('servers/a/src/tools/get-a.ts', tool + tool)[0] ?? '', /not exactly one/);
    assert.match(problems('servers/a/src/tools/get-a.ts', `${tool}export const b = 1;`)[0] ?? '', /not exactly one/);
    assert.match(toolFileProblems(file('servers/a/src/tools/get-a.ts', tool))[0] ?? '', /is not imported/);
  });

  test('a name used twice in a server is told, in two servers it is fine', () => {
    const twice = (second: string) =>
      toolFileProblems([{ path: 'servers/a/src/tools/get-a.ts', text: tool }, ...file(second, tool)]).join();

    assert.match(twice('servers/a/src/tools/sub/get-a.ts'), /and so does servers\/a\/src\/tools\/get-a.ts/);
    assert.doesNotMatch(twice('servers/b/src/tools/get-a.ts'), /and so does/);
  });
});

describe('manifests', () => {
  const good = {
    name: '@bizmcp/a',
    license: 'MIT',
    type: 'module',
    mcpName: 'io.github.bizmcp/a',
    bin: { 'mcp-a': './dist/index.js' },
    files: ['dist', 'server.json'],
    engines: { node: '>=22.18' },
    repository: { directory: 'servers/a' },
  };
  const problems = (change: object) =>
    manifestProblems(file('servers/a/package.json', JSON.stringify({ ...good, ...change })));

  test('a true manifest is fine, and so is any in a private package', () => {
    assert.deepEqual(problems({}), []);
    assert.deepEqual(problems({ private: true, license: 'none' }), []);
  });

  test.each([
    { dependencies: { zod: '4' } },
    { scripts: { postinstall: 'node x.js' } },
    { scripts: { prepare: 'node x.js' } },
    { license: 'GPL-3.0-only' },
    { bin: { a: './dist/index.js' } },
    { bin: { 'mcp-a': './dist/index.js', b: './dist/b.js' } },
    { engines: { node: '>=18' } },
    { mcpName: 'io.github.bizmcp/b' },
    { files: ['dist', 'server.json', 'src'] },
    { files: ['server.json'] },
    { files: ['dist'] },
  ])('%j is told', (change) => {
    assert.equal(problems(change).length, 1);
  });
});

describe('notices', () => {
  const files = [
    { path: 'servers/a/package.json', text: '{}' },
    { path: 'servers/a/src/api.ts', text: "import { Client } from '@vendor/sdk';" },
  ];
  const rule = '='.repeat(80);
  const notice = (licence: string, text: string) =>
    `Head\n\n${rule}\n@vendor/sdk 1.2.3, ${licence}\n${rule}\n\n${text}\n`;
  const problems = (text: string) => noticeProblems(files, new Map([['servers/a', text]]));

  test('a package with its licence is fine', () => {
    assert.deepEqual(problems(notice('MIT', 'Permission is hereby granted. '.repeat(20))), []);
  });

  test('no NOTICE, a package that is not named, another licence and no text are told', () => {
    assert.match(noticeProblems(files, new Map())[0] ?? '', /is not there/);
    assert.match(problems('Head')[0] ?? '', /does not name @vendor\/sdk/);
    assert.match(problems(notice('GPL-3.0-only', 'Copyleft. '.repeat(50)))[0] ?? '', /GPL/);
    assert.match(problems(notice('MIT', ''))[0] ?? '', /text is missing/);
  });
});

describe('documents', () => {
  test('a link to nothing is told; an address, an anchor and a fence are left alone', () => {
    const text = '[a](gone.md) [b](there.md#part) [c](https://x.example) [d](#part)\n```\n[e](no-link.md)\n```\n';
    const exists = (path: string) => path === 'docs/there.md';

    assert.deepEqual(linkProblems(file('docs/a.md', text), exists), ['docs/a.md links to gone.md, which is not there']);
  });

  test('more than 400 lines by hand are told; generated parts and snippets do not count', () => {
    const lines = 'A line.\n'.repeat(200);
    const marked = `<!-- generated from the code by \`pnpm generate\`: do not edit below -->\n${lines}<!-- end of the generated part -->\n`;
    const snippet = `\`\`\`ts file=a.ts\n${lines}\`\`\`\n`;

    assert.deepEqual(proseProblems([...file('a.md', lines + marked + snippet), ...file('b.md', lines)]), []);
    assert.deepEqual(proseProblems([...file('docs/benchmarks.md', lines + lines), ...file('b.md', lines + lines)]), []);
    assert.equal(proseProblems([...file('a.md', lines), ...file('b.md', `${lines}One more.\n`)]).length, 1);
  });

  test('a decision needs its number, a status, its three parts and brevity', () => {
    const text = '# 0001 X\n\nStatus: accepted, 2026-11-21\n\n**Context.** a\n**Decision.** b\n**Consequences.** c\n';
    const problems = (path: string, changed: string) => decisionProblems(file(`docs/decisions/${path}`, changed));

    assert.deepEqual(problems('0001-x.md', text), []);
    assert.match(problems('x.md', text)[0] ?? '', /is not named/);
    assert.match(problems('0002-x.md', text)[0] ?? '', /does not begin with its number/);
    assert.match(problems('0001-x.md', text.replace('accepted', 'maybe'))[0] ?? '', /status line/);
    assert.match(problems('0001-x.md', text.replace('**Decision.**', ''))[0] ?? '', /lacks/);
    assert.match(problems('0001-x.md', text + 'More.\n'.repeat(14))[0] ?? '', /over 20/);
    assert.match(
      decisionProblems([...file('docs/decisions/0001-x.md', text), ...file('docs/decisions/0001-y.md', text)])[0] ?? '',
      /shares its number/,
    );
  });
});

describe('configuration and tests', () => {
  test.each(['tsconfig.json', 'tsconfig.build.json', 'biome.json', 'tsup.config.ts', 'vitest.config.ts', '.npmrc'])(
    'a package has no %s of its own',
    (name) => {
      assert.equal(configCopyProblems(file(`servers/a/${name}`)).length, 1);
      assert.deepEqual(configCopyProblems(file(name)), []);
    },
  );

  test.each(['it.skip', 'test.only', 'describe.skip', 'test.concurrent.skip', 'test.todo', 'xit'])(
    '%s is told',
    (call) => {
      assert.equal(skippedTestProblems(file('a.test.ts', `${call}('x', () => {});`)).length, 1);
      assert.deepEqual(skippedTestProblems(file('a.test.ts', `test('${call}', () => {});`)), []);
    },
  );
});
