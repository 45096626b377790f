import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { inHome } from './home.ts';

test.each([
  ['add hubspot --undo', /no hubspot beside it/],
  ['add --undo --dry-run', /no --dry-run beside it/],
  ['remove --undo -c cursor', /no --client beside it/],
  ['init --undo --yes --sandbox', /no --sandbox beside it/],
  ['add hubspot -c cursor --from=', /--from names no folder/],
])('bizmcp %s is refused, and no file is edited', (words, problem) =>
  inHome(async (home, run) => {
    await run('add xero --client cursor --scope user --sandbox');
    const file = join(home, '.cursor', 'mcp.json');
    const before = readFileSync(file, 'utf8');

    const { errors, exitCode } = await run(words);

    assert.match(errors, problem);
    assert.equal(exitCode, 2);
    assert.equal(readFileSync(file, 'utf8'), before);
  }),
);
