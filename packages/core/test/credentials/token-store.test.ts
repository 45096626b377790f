import assert from 'node:assert/strict';
import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test, vi } from 'vitest';
import { createTokenStore, type GrantKey, type StoredGrant } from '../../src/credentials/oauth/token-store.ts';
import { ToolError } from '../../src/define/tool-error.ts';

const scratch = mkdtempSync(join(tmpdir(), 'credentials-store-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const ana: GrantKey = { vendor: 'xero', tenant: 'acme', principal: 'ana' };
const bob: GrantKey = { ...ana, principal: 'bob' };

const grant: StoredGrant = {
  accessToken: 'access-canary-1',
  refreshToken: 'refresh-canary-1',
  obtainedAt: 1000,
  expiresAt: 2000,
  generation: 1,
  details: { realm: '7' },
};

function openStore(environment: Record<string, string> = { BIZMCP_KEY_PLACE: 'file' }) {
  const home = mkdtempSync(join(scratch, 'home-'));
  const folder = join(home, 'credentials');
  const grants = () =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.grant'))
      .map((name) => join(folder, name));
  return {
    home,
    folder,
    grants,
    store: createTokenStore(home, environment),
    again: () => createTokenStore(home, environment),
  };
}

const refused = (pattern: RegExp) => (error: unknown) =>
  error instanceof ToolError && error.code === 'not_configured' && pattern.test(error.message);

describe('the token store', () => {
  test('gives a grant back to another process, and shows nothing of it on the disk', async () => {
    const { folder, store, again } = openStore();

    await store.write(ana, grant);

    assert.deepEqual(await again().read(ana), grant);
    assert.equal(await store.read(bob), undefined);
    for (const name of readdirSync(folder)) {
      assert.doesNotMatch(readFileSync(join(folder, name), 'latin1'), /canary|realm/);
    }
  });

  test('lets only its user in', async () => {
    const { folder, store } = openStore();

    await store.withLock(ana, () => store.write(ana, grant));

    assert.equal(statSync(folder).mode & 0o777, 0o700);
    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
    assert.equal(modes.length >= 4, true);
    assert.deepEqual([...new Set(modes)], [0o600]);
  });

  test('opens a record for its own principal and in its own place only', async () => {
    const { store, grants } = openStore();
    await store.write(ana, grant);
    const [anas = ''] = grants();
    await store.write(bob, { ...grant, accessToken: 'access-of-bob' });
    const bobs = grants().find((path) => path !== anas) ?? '';

    copyFileSync(anas, bobs);

    await assert.rejects(store.read(bob), refused(/changed, or belongs to another user.*--login/));
    writeFileSync(bobs, readFileSync(anas, 'utf8').replace('\\"ana\\"', '\\"bob\\"'));
    assert.match(readFileSync(bobs, 'utf8'), /bob/);
    await assert.rejects(store.read(bob), refused(/changed, or belongs to another user/));
  });

  test('opens no record of another folder, even with that folder’s key beside it', async () => {
    const [from, to] = [openStore(), openStore()];
    await from.store.write(ana, grant);
    await to.store.write(ana, grant);

    for (const name of readdirSync(from.folder)) copyFileSync(join(from.folder, name), join(to.folder, name));

    await assert.rejects(to.again().read(ana), refused(/belongs to another user, account or place/));
  });

  test('opens no record without the key', async () => {
    const { folder, store, again } = openStore();
    await store.write(ana, grant);

    rmSync(join(folder, 'master.key'));

    await assert.rejects(again().read(ana), refused(/its key is not there/));
  });

  test('opens no record of which a byte was changed', async () => {
    const { store, grants } = openStore();
    await store.write(ana, grant);
    const [path = ''] = grants();
    const whole = readFileSync(path);

    for (let index = 0; index < whole.length; index += 1) {
      const flipped = Buffer.from(whole);
      flipped[index] = (whole[index] ?? 0) ^ (1 << (index % 7));
      writeFileSync(path, flipped);
      await assert.rejects(store.read(ana), refused(/does not open/), `byte ${index}`);
    }
    for (const changed of [whole.subarray(0, -1), Buffer.concat([whole, Buffer.from(' ')])]) {
      writeFileSync(path, changed);
      await assert.rejects(store.read(ana), refused(/does not open/));
    }
  });

  test('refuses files and folders that others can reach, and says how to mend it', async () => {
    const { folder, store, grants, again } = openStore();
    await store.write(ana, grant);
    const [path = ''] = grants();

    chmodSync(path, 0o640);
    await assert.rejects(store.read(ana), refused(/others can reach it; run: chmod 600/));
    chmodSync(path, 0o600);
    chmodSync(join(folder, 'master.key'), 0o604);
    await assert.rejects(store.read(ana), refused(/others can reach it; run: chmod 600 .*master\.key/));
    chmodSync(join(folder, 'master.key'), 0o600);
    chmodSync(folder, 0o755);
    await assert.rejects(again().read(ana), refused(/others can reach it; run: chmod 700/));
  });

  test('follows no links', async () => {
    const { home, folder, store, grants, again } = openStore();
    await store.write(ana, grant);
    const [path = ''] = grants();
    const elsewhere = join(home, 'elsewhere');
    copyFileSync(path, elsewhere);
    chmodSync(elsewhere, 0o600);

    rmSync(path);
    symlinkSync(elsewhere, path);
    await assert.rejects(store.read(ana), refused(/it is a link/));

    rmSync(folder, { recursive: true });
    symlinkSync(mkdtempSync(join(scratch, 'other-')), folder);
    await assert.rejects(again().read(ana), refused(/it is a link/));
  });

  test('reads no file that has a second name, under which another may hold it', async () => {
    const { home, store, grants } = openStore();
    await store.write(ana, grant);

    linkSync(grants()[0] ?? '', join(home, 'elsewhere'));

    await assert.rejects(store.read(ana), refused(/no plain file with one name/));
  });

  test('reads no file of another user', async () => {
    const { store } = openStore();
    await store.write(ana, grant);
    const stranger = vi.spyOn(process, 'getuid').mockReturnValue(12345);

    await assert.rejects(store.read(ana), refused(/it belongs to another user/));
    stranger.mockRestore();
  });

  test('says where the disk does not take a grant', async () => {
    const { store, grants } = openStore();
    await store.write(ana, grant);
    const [path = ''] = grants();
    rmSync(path);
    mkdirSync(path);

    const told = {
      code: 'unavailable',
      message: /^Credentials cannot be kept in .*\.grant \(.*\)\. Make room or mend its folder/,
    };
    await assert.rejects(store.write(ana, grant), told);
  });

  test('forgets a grant', async () => {
    const { store, grants } = openStore();
    await store.write(ana, grant);

    await store.remove(ana);

    assert.equal(await store.read(ana), undefined);
    assert.deepEqual(grants(), []);
  });
});
