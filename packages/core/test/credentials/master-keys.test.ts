import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, test } from 'vitest';
import { createTokenStore, type StoredGrant } from '../../src/credentials/oauth/token-store.ts';

const scratch = mkdtempSync(join(tmpdir(), 'credentials-keys-'));
const path = process.env.PATH;
afterEach(() => {
  process.env.PATH = path;
});
afterAll(() => rmSync(scratch, { recursive: true }));

const key = { vendor: 'acme', tenant: 'default', principal: 'ana' };
const grant: StoredGrant = { accessToken: 'granted-to-ana', obtainedAt: 1, expiresAt: 2, generation: 1, details: {} };
const makeHome = () => mkdtempSync(join(scratch, 'home-'));

/** A keychain as `secret-tool` shows it: it takes a secret from standard input and says nothing where it has none. */
function installKeychain(script: (entries: string) => string): string {
  const bin = mkdtempSync(join(scratch, 'bin-'));
  const entries = join(bin, 'entries');
  writeFileSync(join(bin, 'secret-tool'), `#!/bin/sh\n${script(entries)}\n`);
  chmodSync(join(bin, 'secret-tool'), 0o755);
  process.env.PATH = `${bin}:${path}`;
  return entries;
}

const working = (entries: string) => `echo "$@" >> '${entries}.calls'
case "$1" in
  store) cat > '${entries}' ;;
  lookup) [ -f '${entries}' ] && cat '${entries}' || exit 1 ;;
esac`;

describe('the master key', () => {
  test('is in the keychain where there is one: on no command line and in no file', async () => {
    const entries = installKeychain(working);
    const home = makeHome();

    await createTokenStore(home, {}).write(key, grant);

    const store = createTokenStore(home, {});
    assert.deepEqual(await store.read(key), grant);
    assert.match(await store.describeKey(), /is in the keychain of this desktop/);
    assert.equal(existsSync(join(home, 'credentials', 'master.key')), false);
    const secret = readFileSync(entries, 'utf8').trim();
    assert.equal(secret.length, 43);
    assert.equal(readFileSync(`${entries}.calls`, 'utf8').includes(secret), false);
  });

  test('is in a file when the keychain refuses, hangs up or forgets, and that is said', async () => {
    const broken = [
      () => 'echo no D-Bus >&2; exit 1',
      () => 'kill -9 $$',
      () => 'exit 1',
      () => 'cat > /dev/null; exit 0',
    ];

    for (const script of broken) {
      installKeychain(script);
      const home = makeHome();
      const store = createTokenStore(home, {});
      await store.write(key, grant);

      assert.deepEqual(await store.read(key), grant);
      assert.match(await store.describeKey(), /in the file .*master\.key, which only this user can read: whoever/);
    }
  });

  test('that was in a file still opens what it sealed once there is a keychain', async () => {
    const home = makeHome();
    await createTokenStore(home, { BIZMCP_KEY_PLACE: 'file' }).write(key, grant);

    installKeychain(working);
    const store = createTokenStore(home, {});

    assert.deepEqual(await store.read(key), grant);
    assert.match(await store.describeKey(), /keychain of this desktop/);
  });

  test('can come from a passphrase, which is stored nowhere; another one opens nothing', async () => {
    const home = makeHome();
    const passphrase = { BIZMCP_KEY_PLACE: 'passphrase', BIZMCP_MASTER_PASSPHRASE: 'correct horse battery' };
    const store = createTokenStore(home, passphrase);
    await store.write(key, grant);

    assert.match(await store.describeKey(), /derived from BIZMCP_MASTER_PASSPHRASE and is not stored/);
    const wrong = createTokenStore(home, { ...passphrase, BIZMCP_MASTER_PASSPHRASE: 'wrong' });
    await assert.rejects(wrong.read(key), { code: 'not_configured', message: /its key is not there/ });

    const changed = {
      ...passphrase,
      BIZMCP_MASTER_PASSPHRASE: 'new',
      BIZMCP_MASTER_PASSPHRASE_FORMER: 'correct horse battery',
    };
    await createTokenStore(home, changed).rotateKeys();
    const { BIZMCP_MASTER_PASSPHRASE_FORMER: _, ...afterwards } = changed;
    assert.deepEqual(await createTokenStore(home, afterwards).read(key), grant);
    await assert.rejects(store.read(key), { message: /its key is not there/ });
  });

  test('is changed by a rotation beside working servers, and the former one opens nothing then', async () => {
    const home = makeHome();
    const file = join(home, 'credentials', 'master.key');
    const environment = { BIZMCP_KEY_PLACE: 'file' };
    const working = createTokenStore(home, environment);
    const keys = Array.from({ length: 5 }, (_, index) => ({ ...key, tenant: `tenant-${index}` }));
    for (const each of keys) await working.write(each, grant);
    const former = readFileSync(file);

    await createTokenStore(home, environment).rotateKeys();
    await working.write(key, grant);

    assert.notDeepEqual(readFileSync(file), former);
    assert.equal(readFileSync(file, 'utf8').length, 43);
    for (const each of [key, ...keys]) assert.deepEqual(await working.read(each), grant);
    writeFileSync(file, former);
    for (const each of [key, ...keys]) await assert.rejects(working.read(each), { message: /its key is not there/ });
  });

  test('is changed by two rotations at once, and what was stored still opens', async () => {
    const home = makeHome();
    const environment = { BIZMCP_KEY_PLACE: 'file' };
    const keys = Array.from({ length: 5 }, (_, index) => ({ ...key, tenant: `tenant-${index}` }));
    for (const each of keys) await createTokenStore(home, environment).write(each, grant);

    await Promise.all([1, 2].map(() => createTokenStore(home, environment).rotateKeys()));

    for (const each of keys) assert.deepEqual(await createTokenStore(home, environment).read(each), grant);
    assert.equal(readFileSync(join(home, 'credentials', 'master.key'), 'utf8').length, 43);
  });

  test('is never replaced when it is damaged', async () => {
    const home = makeHome();
    const store = createTokenStore(home, { BIZMCP_KEY_PLACE: 'file' });
    await store.write(key, grant);
    const file = join(home, 'credentials', 'master.key');

    writeFileSync(file, 'half');

    await assert.rejects(store.write(key, grant), { code: 'not_configured', message: /damaged/ });
    assert.equal(readFileSync(file, 'utf8'), 'half');
  });

  test('is not made elsewhere when the chosen place is missing', async () => {
    const places = [{ BIZMCP_KEY_PLACE: 'passphrase' }, { BIZMCP_KEY_PLACE: 'cloud' }];

    for (const environment of places) {
      await assert.rejects(createTokenStore(makeHome(), environment).write(key, grant), { code: 'not_configured' });
    }
  });
});
