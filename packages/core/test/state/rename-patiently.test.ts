import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { renamePatiently } from '../../src/state/rename-patiently.ts';

/** The system's rename, after it was refused so often. */
function refusing(times: number, code: string) {
  let left = times;
  return (from: string, to: string) => {
    left -= 1;
    if (left >= 0) throw Object.assign(new Error(code), { code });
    renameSync(from, to);
  };
}

function newFile(): { from: string; to: string } {
  const folder = mkdtempSync(join(tmpdir(), 'rename-'));
  writeFileSync(join(folder, 'draft'), '');
  return { from: join(folder, 'draft'), to: join(folder, 'file') };
}

describe('a file takes the place of another', () => {
  test.each(['EPERM', 'EACCES', 'EBUSY'])('on Windows after it was held for a moment (%s)', (code) => {
    const { from, to } = newFile();

    const isDone = renamePatiently(from, to, { platform: 'win32', rename: refusing(3, code) });

    assert.deepEqual([isDone, existsSync(to)], [true, true]);
  });

  test('not once what it replaces was written by who held it', () => {
    const { from, to } = newFile();
    const answers = [true, false];
    const isWanted = () => answers.shift() ?? true;

    const isDone = renamePatiently(from, to, { platform: 'win32', rename: refusing(1, 'EPERM'), isWanted });

    assert.deepEqual([isDone, existsSync(to)], [false, false]);
  });

  test.each<[NodeJS.Platform, string]>([
    ['linux', 'EPERM'],
    ['win32', 'ENOENT'],
  ])('not on %s after %s, which stays', (platform, code) => {
    const { from, to } = newFile();

    assert.throws(() => renamePatiently(from, to, { platform, rename: refusing(1, code) }), { code });
  });
});
