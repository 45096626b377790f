import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, test } from 'vitest';
import { withFileLock } from '../../src/credentials/file-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'bizmcp-lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a lock that is held is waited for as long as told, and then refused in the words that were given', async () => {
  const path = join(folder, 'held.lock');
  const patience = { milliseconds: 60, busy: () => new Error('it is being edited') };

  await withFileLock(path, async () => {
    await assert.rejects(
      withFileLock(path, async () => 'inside', patience),
      /^Error: it is being edited$/,
    );
  });

  assert.equal(await withFileLock(path, async () => 'after', patience), 'after');
});

const otherProcess =
  "new (require('node:sqlite').DatabaseSync)(process.argv[1]).exec('BEGIN EXCLUSIVE'); process.stdout.write('inside')";

test('who waits in the same process takes the lock from nobody: other processes stay out', async () => {
  const path = join(folder, 'shared.lock');
  const enterElsewhere = () => spawnSync(process.execPath, ['-e', otherProcess, path], { encoding: 'utf8' }).stdout;

  const waiting = await withFileLock(path, async () => {
    const second = withFileLock(path, async () => 'inside');
    await setImmediate();
    assert.equal(enterElsewhere(), '');
    return { second };
  });

  assert.equal(await waiting.second, 'inside');
  assert.equal(enterElsewhere(), 'inside');
});

test('whoever waits comes in when the holder has failed', async () => {
  const path = join(folder, 'failed.lock');
  const failing = withFileLock(path, async () => {
    throw new Error('the holder failed');
  });

  await assert.rejects(failing, /the holder failed/);
  assert.equal(await withFileLock(path, async () => 'inside'), 'inside');
});

writeFileSync(join(folder, 'other.lock'), 'no lock '.repeat(100));
symlinkSync(join(folder, 'other.lock'), join(folder, 'link.lock'));

test.each([
  ['where there is no folder', 'missing/any.lock', 'ENOENT'],
  ['through a link', 'link.lock', 'it is a link'],
  ['on a file that is something else', 'other.lock', 'file is not a database'],
])('a lock that cannot be taken, %s, says so at once', async (_title, name, why) => {
  const message = new RegExp(`${name} cannot be locked \\(${why}.*Make room or mend its folder`);
  await assert.rejects(
    withFileLock(join(folder, name), async () => 'inside'),
    { code: 'unavailable', message },
  );
});
