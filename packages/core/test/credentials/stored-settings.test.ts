import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { createTokenStore } from '../../src/credentials/oauth/token-store.ts';
import { createStoredSettings } from '../../src/credentials/stored-settings.ts';
import { ToolError } from '../../src/define/tool-error.ts';
import { withoutSecrets } from '../../src/masking/known-secrets.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stored-settings-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const inFile = { BIZMCP_KEY_PLACE: 'file' };
const sourceOf = (path: string) => new URL(`../../src/${path}`, import.meta.url).href;
const makeHome = () => mkdtempSync(join(scratch, 'home-'));

function filesOf(home: string): string[] {
  const folder = join(home, 'credentials');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.settings'))
    .map((name) => join(folder, name));
}

const refused = (pattern: RegExp) => (error: unknown) =>
  error instanceof ToolError && error.code === 'not_configured' && pattern.test(error.message);

describe('the stored settings', () => {
  test('are given back to another process, and nothing of them is shown on the disk', async () => {
    const home = makeHome();

    await createStoredSettings(home, inFile).put({ server: 'shop' }, { SHOP_TOKEN: 'stored-canary-1' });

    assert.deepEqual(await createStoredSettings(home, inFile).read({ server: 'shop' }), {
      SHOP_TOKEN: 'stored-canary-1',
    });
    const [file = ''] = filesOf(home);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const bytes = readFileSync(file, 'utf8');
    for (const text of ['stored-canary-1', 'SHOP_TOKEN', btoa('stored-canary-1').slice(0, 16)])
      assert.ok(!bytes.includes(text), text);
  });

  test('are of one server and one customer, and open for no other', async () => {
    const home = makeHome();
    const settings = createStoredSettings(home, inFile);
    await settings.put({ server: 'shop' }, { SHOP_TOKEN: 'of-all-customers' });
    await settings.put({ server: 'shop', tenant: 'north' }, { SHOP_TOKEN: 'of-the-north' });

    assert.deepEqual(await settings.read({ server: 'shop', tenant: 'north' }), { SHOP_TOKEN: 'of-the-north' });
    assert.deepEqual(await settings.read({ server: 'shop' }), { SHOP_TOKEN: 'of-all-customers' });
    assert.deepEqual(await settings.read({ server: 'shop', tenant: 'south' }), {});
    assert.deepEqual(await settings.read({ server: 'bank' }), {});
    const [one = '', other = ''] = filesOf(home);
    copyFileSync(one, other);
    const readBoth = Promise.all([
      settings.read({ server: 'shop' }),
      settings.read({ server: 'shop', tenant: 'north' }),
    ]);
    await assert.rejects(readBoth, refused(/of shop do not open: it was changed, or belongs to another/));
  });

  test('are added to those that are there, and forgotten together', async () => {
    const settings = createStoredSettings(makeHome(), inFile);
    await settings.put({ server: 'shop' }, { ID: 'first-value', SECRET: 'kept-value' });

    await settings.put({ server: 'shop' }, { ID: 'second-value' });

    assert.deepEqual(await settings.read({ server: 'shop' }), { ID: 'second-value', SECRET: 'kept-value' });
    assert.equal(await settings.remove({ server: 'shop' }), true);
    assert.equal(await settings.remove({ server: 'shop' }), false);
    assert.deepEqual(await settings.read({ server: 'shop' }), {});
  });

  test('leave nothing behind where there are none', async () => {
    const home = makeHome();

    await createStoredSettings(home, inFile).read({ server: 'shop' });
    await createStoredSettings(home, inFile).remove({ server: 'shop' });

    assert.deepEqual(readdirSync(home), []);
  });

  test('of two writers at once are all kept', async () => {
    const home = makeHome();
    const put = (name: string) =>
      createStoredSettings(home, inFile).put({ server: 'shop' }, { [name]: `value-${name}` });

    await Promise.all(['A', 'B', 'C', 'D', 'E', 'F'].map(put));

    assert.equal(Object.keys(await createStoredSettings(home, inFile).read({ server: 'shop' })).length, 6);
  });

  test('are masked from the moment they are given or read', async () => {
    const home = makeHome();
    await createStoredSettings(home, inFile).put({ server: 'shop' }, { SHOP_TOKEN: 'masked-canary-2' });

    assert.equal(withoutSecrets('it was masked-canary-2'), 'it was [secret]');
    // Another process was given nothing: it knows what it has read.
    const reader = `
      import { createStoredSettings } from '${sourceOf('credentials/stored-settings.ts')}';
      import { withoutSecrets } from '${sourceOf('masking/known-secrets.ts')}';
      await createStoredSettings(process.argv[1], ${JSON.stringify(inFile)}).read({ server: 'shop' });
      process.stdout.write(withoutSecrets('it was masked-canary-2'));
    `;
    const args = ['--no-warnings', '--input-type=module', '-e', reader, home];
    assert.equal(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout, 'it was [secret]');
  });

  test('are sealed anew when the key is changed', async () => {
    const home = makeHome();
    await createStoredSettings(home, inFile).put({ server: 'shop' }, { SHOP_TOKEN: 'before-and-after' });
    const [file = ''] = filesOf(home);
    const before = readFileSync(file, 'utf8');

    await createTokenStore(home, inFile).rotateKeys();

    assert.notEqual(JSON.parse(readFileSync(file, 'utf8')).key, JSON.parse(before).key);
    assert.deepEqual(await createStoredSettings(home, inFile).read({ server: 'shop' }), {
      SHOP_TOKEN: 'before-and-after',
    });
  });

  test('that were damaged say so, and can be given again', async () => {
    const home = makeHome();
    const settings = createStoredSettings(home, inFile);
    await settings.put({ server: 'shop' }, { SHOP_TOKEN: 'the-first-one' });
    const [file = ''] = filesOf(home);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"data":"./, '"data":"!'));

    await assert.rejects(settings.read({ server: 'shop' }), refused(/do not open.*Give them again with `bizmcp init`/));
    await settings.put({ server: 'shop' }, { SHOP_TOKEN: 'the-second-one' });
    assert.deepEqual(await settings.read({ server: 'shop' }), { SHOP_TOKEN: 'the-second-one' });
  });
});
