import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { ownCommand } from '../src/entry-reading/own-command.ts';
import { runCli } from '../src/run-cli.ts';
import { namesInFolder } from '../src/surroundings.ts';

const home = mkdtempSync(join(tmpdir(), 'bizmcp-own-'));
afterAll(() => rmSync(home, { recursive: true }));

const surroundings = (...path: string[]) => ({
  platform: process.platform,
  environment: { PATH: path.join(delimiter) },
  home,
  folder: home,
  namesIn: namesInFolder,
});

/** A folder with the command in it. */
function installed(name: string): string {
  const folder = join(home, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'bizmcp'), '#!/bin/sh\n');
  chmodSync(join(folder, 'bizmcp'), 0o755);
  return folder;
}

describe('the command that a shell has for this program', () => {
  const cached = '/home/ann/.npm/_npx/3f/node_modules/.bin/bizmcp';

  test('is npx where npx has fetched it, whose own folders end with the run', () => {
    const fetched = installed('fetched');

    assert.equal(ownCommand(cached, surroundings(fetched, '/lib/node-gyp-bin', '/usr/bin')), 'npx -y bizmcp');
  });

  test('is the file itself in a clone', () => {
    assert.equal(
      ownCommand('/home/ann/my books/index.js', surroundings('/usr/bin')),
      "node '/home/ann/my books/index.js'",
    );
  });

  test('is bizmcp where it is installed', () => {
    assert.equal(ownCommand(cached, surroundings('/usr/bin', installed('global'))), undefined);
  });
});

describe('an answer that names a command of bizmcp', () => {
  const run = (line: string, ownCommand?: string) =>
    runCli(line.split(' '), {
      surroundings: surroundings(),
      ownCommand,
      now: new Date(),
      person: undefined,
      screen: { columns: 80, hasColour: false },
      write: () => undefined,
    });

  test.each(['list', 'help doctor', 'frobnicate'])('says once how to run that here: %s', async (line) => {
    const plain = await run(line);
    const { output, errors } = await run(line, 'npx -y bizmcp');

    assert.deepEqual(
      { output, errors },
      { output: plain.output, errors: `${plain.errors}To run bizmcp here: npx -y bizmcp\n` },
    );
  });

  test('is left as it is for a program', async () => {
    assert.equal((await run('frobnicate --json', 'npx -y bizmcp')).errors, '');
  });

  test('and one that names none is left as it is', async () => {
    assert.equal((await run('--version', 'npx -y bizmcp')).errors, '');
  });
});
