import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, test } from 'vitest';
import { systemVault } from '../../src/credentials/sealed/key-vault.ts';

const scratch = mkdtempSync(join(tmpdir(), 'windows-vault-'));
const root = process.env.SystemRoot;
afterEach(() => {
  if (root === undefined) delete process.env.SystemRoot;
  else process.env.SystemRoot = root;
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** A vault whose PowerShell does this with what it reads. */
function vaultWith(script: string) {
  const folder = mkdtempSync(join(scratch, 'root-'));
  const place = join(folder, 'System32', 'WindowsPowerShell', 'v1.0');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'powershell.exe'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  process.env.SystemRoot = folder;
  return systemVault(folder, 'win32');
}

describe('the vault of Windows', () => {
  test('gives back what was put there', async () => {
    const vault = vaultWith('cat');

    await vault.write('key');

    assert.equal(await vault.read(), 'key');
  });

  test.each([
    ['says nothing', 'cat > /dev/null'],
    ['fails', 'exit 1'],
  ])('keeps nothing where PowerShell %s, so that the key goes elsewhere', async (_what, script) => {
    const vault = vaultWith(script);

    await vault.write('key');

    assert.equal(await vault.read(), null);
  });
});
