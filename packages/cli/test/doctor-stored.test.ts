import assert from 'node:assert/strict';
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
