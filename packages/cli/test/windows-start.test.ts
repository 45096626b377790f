import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { programOf } from '../src/entry-reading/program.ts';
import { systemCommand } from '../src/entry-reading/system-command.ts';
import { shellWord } from '../src/screen/shell-word.ts';

/** As Node.js installs it: one npx for Windows, and one for the shells of other systems. */
function installedNode(): string {
  const folder = mkdtempSync(join(tmpdir(), 'R&D (Köln) '));
  for (const name of ['npx', 'npx.cmd', 'node.exe']) writeFileSync(join(folder, name), '', { mode: 0o755 });
  return folder;
}

test.each([
  ['C:\\Users\\ada', 'C:\\Users\\ada'],
  ['C:\\R&D\\p.yaml', '"C:\\R&D\\p.yaml"'],
  ['C:\\a b', '"C:\\a b"'],
  ['{"a":"b\'s"}', '\'{"a":"b\'\'s"}\''],
])('the shells of Windows are shown %s as %s', (word, shown) => {
  assert.equal(shellWord(word, 'win32'), shown);
});

describe('how a program is started on Windows', () => {
  test('a name is that of the file with an ending', () => {
    const folder = installedNode();
    const foundOn = (platform: NodeJS.Platform, command: string) =>
      programOf({ command, environment: { PATH: folder }, folder }, platform);

    assert.equal(foundOn('win32', 'npx'), join(folder, 'npx.cmd'));
    assert.equal(foundOn('win32', 'npx.cmd'), join(folder, 'npx.cmd'));
    assert.equal(foundOn('win32', join(folder, 'node')), join(folder, 'node.exe'));
    assert.equal(foundOn('linux', 'npx'), join(folder, 'npx'));
  });

  test('a script is started by the shell, to which no word says more than itself', () => {
    const folder = installedNode();
    const environment = { PATH: folder };

    const args = ['-y', 'C:\\R&D\\', '{"a":"%PATH%"}'];
    const start = systemCommand({ command: 'npx', args, environment, folder }, 'win32');

    const script = `^"${join(folder, 'npx.cmd').replaceAll(/[&() ]/g, '^$&')}^"`;
    const words = ['^"-y^"', '^"C:\\R^&D\\\\^"', '^"{\\^"a\\^":\\^"^%PATH^%\\^"}^"'];
    assert.deepEqual(start.args, ['/d', '/s', '/c', `"${[script, ...words].join(' ')}"`]);
    assert.equal(start.windowsVerbatimArguments, true);
  });

  test('a program is started by itself', () => {
    const folder = installedNode();

    const start = systemCommand({ command: 'node', args: ['a b'], environment: { PATH: folder }, folder }, 'win32');

    assert.deepEqual(start, { file: 'node', args: ['a b'], windowsVerbatimArguments: false });
  });
});
