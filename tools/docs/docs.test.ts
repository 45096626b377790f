import assert from 'node:assert/strict';
import { defineApi, defineServer, surfaceOf } from '@bizmcp/core';
import { describe, test } from 'vitest';
import { hello } from '../../servers/hello/src/server.ts';
import { emptyMarkedPart, withMarkedPart, withoutGenerated } from './marked-part.ts';
import { fleetServer } from './package-files.ts';
import { readmePart } from './readme.ts';
import { referencePage } from './reference.ts';
import { serverTable } from './server-table.ts';
import { withSnippets } from './snippets.ts';

describe('a generated part', () => {
  test('is replaced, and what is written by hand around it stays', () => {
    const once = withMarkedPart(`# Title\n\nBy hand.\n\n${emptyMarkedPart}\nAfter.\n`, 'One', 'a.md');
    const twice = withMarkedPart(once, 'Two', 'a.md');

    assert.match(once, /By hand\.[\s\S]*One[\s\S]*After\./);
    assert.equal(twice, once.replace('One', 'Two'));
    assert.doesNotMatch(withoutGenerated(twice), /Two/);
  });

  test('needs its two marks', () => {
    assert.throws(() => withMarkedPart('# Title\n', 'One', 'a.md'), /a\.md lacks the two marks/);
  });
});

describe('a snippet', () => {
  const source = "const a = 1;\n\nexport const b = {\n  c: 'd',\n};\n";
  const document = (reference: string) => `Before\n\n\`\`\`ts file=${reference}\nold\n\`\`\`\n\nAfter\n`;

  test('is the source as it is now', () => {
    assert.equal(
      withSnippets(document('a.ts#b'), 'guide.md', () => source),
      document('a.ts#b').replace('old', "export const b = {\n  c: 'd',\n};"),
    );
    assert.equal(
      withSnippets(document('a.ts'), 'guide.md', () => source),
      document('a.ts').replace('old', source.trim()),
    );
  });

  test('of something that is gone stops the generator', () => {
    assert.throws(() => withSnippets(document('a.ts#gone'), 'guide.md', () => source), /guide\.md shows a\.ts#gone/);
  });

  test('without a file is left alone', () => {
    const block = '```ts\nconst a = 1;\n```\n';

    assert.equal(
      withSnippets(block, 'guide.md', () => source),
      block,
    );
  });
});

describe('a page of a server', () => {
  const surface = surfaceOf(hello);

  test('tells every setting, tool, resource and prompt', () => {
    const part = readmePart(surface, fleetServer(surface));

    for (const { name } of [...surface.settings, ...surface.tools, ...surface.prompts])
      assert.ok(part.includes(`\`${name}\``));
    for (const { uri } of surface.resources) assert.ok(part.includes(uri));
  });

  test('gives a client entry that names every variable', () => {
    const json = /```json\n([\s\S]*?)\n```/.exec(readmePart(surface, fleetServer(surface)))?.[1] ?? '';

    assert.deepEqual(JSON.parse(json).mcpServers.hello.env, {
      HELLO_TOKEN: `\${HELLO_TOKEN}`,
      HELLO_BASE_URL: `\${HELLO_BASE_URL:-}`,
    });
  });

  test('tells every field at every depth, with its description', () => {
    const page = referencePage(surface);

    assert.match(page, /\| `notes\[\]\.note_id` \| string \| Identifier, for delete_note \|/);
    assert.match(page, /\| `text` \| string \| What the note shall say \|/);
  });

  test('is short where a server has neither settings nor prompts', () => {
    const api = defineApi({ ...hello.api, credentials: [] });
    const bare = surfaceOf(defineServer({ ...hello, api, prompts: [] }));

    assert.doesNotMatch(readmePart(bare, fleetServer(bare)), /## Prompts|Access token\*\*/);
  });
});

test('the table of servers counts what reads and what writes', () => {
  const row = serverTable([surfaceOf(hello)])
    .split('\n')
    .at(-1);

  assert.match(row ?? '', /^\| \[Hello notebook\]\(servers\/hello\/README\.md\) \| 2 \| 2 \| \d+ \| /);
});
