import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { namesInFolder } from '../src/surroundings.ts';

const home = mkdtempSync(join(tmpdir(), 'bizmcp-dry-run-'));
afterAll(() => rmSync(home, { recursive: true }));

test('a dry run asks no Node.js for its version, as it names no next steps', async () => {
  const asked = join(home, 'asked');
  const folder = join(home, 'bin');
  mkdirSync(folder);
  writeFileSync(join(folder, 'node'), `#!/bin/sh\necho asked > '${asked}'\n`);
  chmodSync(join(folder, 'node'), 0o755);
  const run = (line: string) =>
    runCli(line.split(' '), {
      surroundings: { platform: 'linux', environment: { PATH: folder }, home, folder: home, namesIn: namesInFolder },
      now: new Date(),
      person: undefined,
      screen: { columns: 80, hasColour: false },
      write: () => undefined,
    });

  const { output } = await run('add hello --client cursor --sandbox --dry-run');

  assert.doesNotMatch(output, /Next:/);
  assert.equal(existsSync(asked), false);
  assert.match((await run('add hello --client cursor --sandbox')).output, /Next:/);
  assert.equal(existsSync(asked), true);
});
