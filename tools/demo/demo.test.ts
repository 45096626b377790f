import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const folder = import.meta.dirname;
const systems = readdirSync(folder).flatMap((file) => /^(.*)-story\.ts$/.exec(file)?.[1] ?? []);

test.for(systems)('the demo of %s tells its story to the end', { timeout: 120_000 }, async (system) => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'demo.ts'), system]);

  expect(stdout).toContain(`servers/${system}/README.md`);
});
