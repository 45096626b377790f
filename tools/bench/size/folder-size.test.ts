import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { folderSize } from './folder-size.ts';

const folder = mkdtempSync(join(tmpdir(), 'bizmcp-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a folder takes what all its files take, in the folders below it too', () => {
  mkdirSync(join(folder, 'below', 'deeper'), { recursive: true });
  writeFileSync(join(folder, 'a'), Buffer.alloc(1_000_000, 1));
  writeFileSync(join(folder, 'below', 'deeper', 'b'), Buffer.alloc(500_001, 1));

  const { megabytes, contentMegabytes } = folderSize(folder);

  expect(contentMegabytes).toBe(1.500001);
  expect(megabytes).toBeGreaterThan(contentMegabytes);
  expect(megabytes).toBeLessThan(2);
});
