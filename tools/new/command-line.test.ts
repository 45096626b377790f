import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'vitest';

describe('the command line', () => {
  const type = (...args: string[]) =>
    new Promise<{ status: unknown; stdout: string; stderr: string }>((resolve) => {
      const command = [join(import.meta.dirname, 'new.ts'), ...args];
      execFile(process.execPath, command, (error, stdout, stderr) =>
        resolve({ status: error?.code ?? 0, stdout, stderr }),
      );
    });

  test.concurrent.each([
    [[], /^Usage: pnpm new server <name>/],
    [['thing', 'acme'], /^Usage:/],
    [['server', 'acme', 'more'], /^Usage:/],
    [['server', 'acme', '--unknown'], /^Usage:/],
    [['server', 'Acme'], /"Acme" is no name for a server: use kebab-case/],
    [['tool', 'hello', 'list_things'], /What does list_things do to the system\?/],
  ])('answers %j with what to do, and changes nothing', async (args, message) => {
    const { status, stderr } = await type(...args);

    assert.equal(status, 1);
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /\n {4}at /);
  });

  test.concurrent.each([[['--help']], [['server', '--help']], [['tool', '-h']]])('%j shows its usage', async (args) => {
    const { status, stdout, stderr } = await type(...args);

    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    assert.match(stdout, /^Usage: pnpm new server <name>/);
  });
});
