import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'vitest';

const file = new URL('../../src/state/load-sqlite.ts', import.meta.url).href;

test('SQLite says nothing of itself, and other warnings come through', () => {
  const script = `
    const { loadSqlite } = await import('${file}');
    new (loadSqlite().DatabaseSync)(':memory:');
    process.emitWarning('mind the gap');`;

  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });

  assert.equal(status, 0);
  assert.doesNotMatch(stderr, /SQLite/);
  assert.match(stderr, /mind the gap/);
});
