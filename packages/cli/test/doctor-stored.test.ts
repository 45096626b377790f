import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { keptSettings } from '../src/entry-writing/kept-settings.ts';
import { namesInFolder } from '../src/surroundings.ts';
import { type Clinic, inClinic } from './clinic.ts';

/** Keeps the token of the notebook as `bizmcp init` does, and enters what it writes. */
async function keep({ home, folder, hello, enter }: Clinic): Promise<void> {
  const environment = { BIZMCP_KEY_PLACE: 'file' };
  const surroundings = { platform: process.platform, environment, home, folder, namesIn: namesInFolder };
  await keptSettings(surroundings, undefined).put(new Map([['hello', { HELLO_TOKEN: 'kept-token' }]]));
  enter(
    'claude-code',
    'hello',
    hello({ env: { HELLO_TOKEN: '', BIZMCP_SETTINGS: 'stored', BIZMCP_KEY_PLACE: 'file' } }),
  );
}

test('doctor has nothing against a secret that is kept, and asks for one that is not there', () =>
  inClinic(async (clinic) => {
    await keep(clinic);
    const before = await clinic.findings();
    await clinic.run('logout hello');
    const after = await clinic.findings();

    assert.deepEqual(before, []);
    assert.deepEqual(
      after.map(({ severity, code }) => `${severity} ${code}`),
      ['error credentials-missing'],
    );
  }));

test('doctor says by which command another secret is kept for the entry, and no login where there is none', () =>
  inClinic(async (clinic) => {
    const { home, findings, vendor } = clinic;
    const key = join(home, '.local/state/bizmcp/credentials/master.key');
    await keep(clinic);

    vendor.status = 401;
    const refused = await findings();
    rmSync(key);
    const lost = await findings();
    writeFileSync(key, 'damaged', { mode: 0o600 });
    const damaged = await findings();

    const command = /^bizmcp add hello --client claude-code --scope project --from \S+servers --set HELLO_TOKEN=-$/;
    assert.match(refused[0]?.command ?? '', command);
    assert.match(lost[0]?.problem ?? '', /do not open/);
    assert.match(lost[0]?.command ?? '', command);
    assert.match(damaged[0]?.problem ?? '', /damaged/);
    assert.equal(damaged[0]?.command, undefined);
  }));
