import assert from 'node:assert/strict';
import { fsyncSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { linkOrCopy } from '../../src/state/link-or-copy.ts';
import { syncFolderNow } from '../../src/state/sync-folder.ts';

function refusing(code: string) {
  return (): never => {
    throw Object.assign(new Error(code), { code });
  };
}

function newFile(): { draft: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'disk-'));
  writeFileSync(join(folder, 'draft'), 'a key');
  return { draft: join(folder, 'draft'), file: join(folder, 'file') };
}

describe('a disk that knows one name a file', () => {
  test.each(['EPERM', 'ENOTSUP', 'EISDIR'])('gets a copy (%s)', (code) => {
    const { draft, file } = newFile();

    linkOrCopy(draft, file, refusing(code));

    assert.equal(readFileSync(file, 'utf8'), 'a key');
  });

  test('keeps what is there already, as every disk does', () => {
    const { draft, file } = newFile();
    writeFileSync(file, 'the first');

    assert.throws(() => linkOrCopy(draft, file), { code: 'EEXIST' });
    assert.throws(() => linkOrCopy(draft, file, refusing('EPERM')), { code: 'EEXIST' });
    assert.equal(readFileSync(file, 'utf8'), 'the first');
  });
});

test('a disk that brings no folder onto itself is taken as it is, and a broken one is not', () => {
  syncFolderNow(tmpdir(), fsyncSync);
  syncFolderNow(tmpdir(), refusing('EINVAL'));

  assert.throws(() => syncFolderNow(tmpdir(), refusing('EIO')), { code: 'EIO' });
});
