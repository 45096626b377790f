import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { namesInFolder } from '../src/surroundings.ts';
import { packBench, readJson } from './pack-bench.ts';

const { folder, pack, project, remove } = packBench();

afterAll(remove);

describe('a project of somebody else', () => {
  test('is packed from its folder, without an icon where it has none', async () => {
    project('own', {
      manifest: { name: 'own-notes', description: 'Notes', mcpName: undefined, repository: undefined },
    });

    const { packages } = await pack('./own --as plugin --out from-own');

    assert.equal(readJson(packages[0].path, '.claude-plugin', 'plugin.json').author.name, 'own-notes');
    assert.equal(existsSync(join(packages[0].path, 'icon.png')), false);
  });

  test('brings its own commands and skills, which come before the generated one', async () => {
    const own = project('with-parts', {});
    for (const part of ['commands', 'skills/hello']) mkdirSync(join(own, part), { recursive: true });
    writeFileSync(join(own, 'commands', 'close-day.md'), 'Close the day.');
    writeFileSync(join(own, 'skills', 'hello', 'SKILL.md'), 'By hand.');

    const { packages } = await pack('./with-parts --as plugin --out from-parts');

    const read = (...path: string[]) => readFileSync(join(packages[0].path, ...path), 'utf8');
    assert.equal(read('commands', 'close-day.md'), 'Close the day.');
    assert.equal(read('skills', 'hello', 'SKILL.md'), 'By hand.');
  });

  test.each([
    ['no-build', { without: 'dist' }, /has no dist\/index\.js/],
    ['old-build', { manifest: { version: '9.9.9' } }, /was built as 0\.\d+\.\d+, and is 9\.9\.9 now/],
    ['broken-build', { files: { 'dist/index.js': 'nonsense(' } }, /does not start/],
    ['dependent', { manifest: { dependencies: { zod: '^4.0.0' } } }, /has dependencies/],
    ['wordy', { manifest: { description: 'x'.repeat(101) } }, /package\.json can't be packed: description/],
    ['no-surface', { files: { 'surface.json': '{}' } }, /surface\.json can't be packed/],
    ['no-json', { files: { 'surface.json': '{' } }, /is no JSON/],
    ['no-licence', { without: 'LICENSE' }, /has no LICENSE/],
  ])('is refused with the reason: %s', async (name, change, reason) => {
    project(name, change);

    const { error, exitCode } = await pack(`./${name} --as npm --out refused`);

    assert.equal(exitCode, 1);
    assert.match(error.message, reason);
    assert.deepEqual(namesInFolder(join(folder, 'refused')), []);
  });
});

test.each([
  ['hello', 'Say what to make'],
  ['hello --as plugin --marketplace', 'Say what to make'],
  ['hello --as zip', 'There is no package "zip"'],
  ['--as npm', 'No server was named'],
  ['nowhere --as npm', 'There is no server "nowhere" here'],
])('`pack %s` says what is wrong', async (line, words) => {
  const { error } = await pack(line);

  assert.ok(error.message.startsWith(words), error.message);
});
