import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, test } from 'vitest';
import { root } from './servers.ts';

const folder = join(root, 'docs', 'guides');
const shellBlock = /^```sh\n([\s\S]*?)^```$/gm;
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Guides with what they tell a reader to type. */
const guides = readdirSync(folder)
  .map((name) => ({ name, script: scriptOf(readFileSync(join(folder, name), 'utf8')) }))
  .filter(({ script }) => script !== '');

describe('what a guide tells to type works in a clean home folder:', () => {
  test.each(guides)(
    '$name',
    async ({ script }) => {
      const home = mkdtempSync(join(tmpdir(), 'bizmcp-guide-'));
      try {
        const { stdout } = await promisify(execFile)('sh', ['-euc', script], {
          cwd: root,
          env: { PATH: pathWithCommand(home), HOME: home },
          timeout: 120_000,
        });

        assert.notEqual(stdout, '');
      } finally {
        rmSync(home, { recursive: true, maxRetries: 10 });
      }
    },
    150_000,
  );

  test('of each guide that has such commands', () => {
    assert.ok(guides.length >= 3, guides.map(({ name }) => name).join());
  });
});

function scriptOf(document: string): string {
  const script = [...document.matchAll(shellBlock)].map(([, lines]) => lines).join('');
  return hasPython ? script : script.replaceAll(/^python3 .*$/gm, '');
}

/** The built command under its name, as the guides call it. */
function pathWithCommand(home: string): string {
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const program = join(root, 'packages', 'cli', 'dist', 'index.js');
  writeFileSync(join(bin, 'bizmcp'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(join(bin, 'bizmcp'), 0o755);
  // Servers are started by the word `node`: as in a terminal, and not behind the mark that `npx` leaves where it brought this one.
  const terminal = process.env.PATH?.split(delimiter).filter((place) => !place.endsWith('node-gyp-bin')) ?? [];
  return [bin, join(process.execPath, '..'), ...terminal].join(delimiter);
}
