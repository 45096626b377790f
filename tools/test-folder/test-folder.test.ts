import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { expect, test } from 'vitest';

test('what tests leave behind is in a folder that goes with them', () => {
  expect(basename(tmpdir())).toMatch(/^bizmcp-/);
});
