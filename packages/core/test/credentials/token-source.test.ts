import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, test } from 'vitest';
import { defineOAuth, type RefreshClass } from '../../src/credentials/oauth/oauth.ts';
import { createTokenSource } from '../../src/credentials/oauth/token-source.ts';
import { createTokenStore } from '../../src/credentials/oauth/token-store.ts';
import { withoutSecrets } from '../../src/masking/known-secrets.ts';
import { startRotatingVendor } from './rotating-vendor.ts';

const scratch = mkdtempSync(join(tmpdir(), 'credentials-source-'));
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});
afterAll(() => rmSync(scratch, { recursive: true }));

const key = { vendor: 'acme', tenant: 'default', principal: 'ana' };

async function arrange(refresh: RefreshClass, lifeSeconds = 3600) {
  const vendor = await startRotatingVendor({ refresh, graceMilliseconds: 60_000, lifeSeconds });
  closers.push(vendor.close);
  const oauth = defineOAuth({
    vendor: 'acme',
    system: 'Acme',
    flow: 'code',
    authorizeUrl: 'https://acme.example/authorize',
    tokenUrl: vendor.tokenUrl,
    scopes: [],
    clientAuth: 'post',
    refresh,
    graceSeconds: 60,
  });
  const store = createTokenStore(mkdtempSync(join(scratch, 'home-')), { BIZMCP_KEY_PLACE: 'file' });
  const time = { now: Date.now() };
  const options = {
    store,
    key,
    oauth,
    client: { id: 'app', secret: 'client-secret' },
    refreshToken: vendor.firstRefreshToken,
    now: () => time.now,
    random: () => 0,
  };
  return { vendor, store, options, time, source: createTokenSource(options) };
}

describe('a token source', () => {
  test('says that nobody has logged in yet', async () => {
    const { options, vendor } = await arrange('S');
    const { refreshToken: _, ...withoutToken } = options;

    await assert.rejects(createTokenSource(withoutToken).accessToken(), { code: 'not_configured', message: /--login/ });
    assert.equal(vendor.counts.rotated, 0);
  });

  test('renews once for calls at the same time and for sources that share the store', async () => {
    const { options, vendor } = await arrange('S');
    const sources = [createTokenSource(options), createTokenSource(options), createTokenSource(options)];

    const tokens = await Promise.all(sources.flatMap((source) => [source.accessToken(), source.accessToken()]));

    assert.equal(new Set(tokens).size, 1);
    assert.equal(vendor.counts.rotated, 1);
  });

  test.each([-5, 0, null, 'soon', 1e300, {}])(
    'keeps tokens that replace others, though their life is told as %j and their scope as nothing',
    async (life) => {
      const { options, store, vendor } = await arrange('S');
      const fetchOdd: typeof fetch = async (...request) => {
        const granted = Object(await (await fetch(...request)).json());
        return Response.json({ ...granted, expires_in: life, scope: null, token_type: null });
      };
      const source = createTokenSource({ ...options, fetch: fetchOdd });

      const first = await source.accessToken();
      await source.renew();

      assert.notEqual(await source.accessToken(), first);
      assert.equal(vendor.counts.rotated, 2);
      const kept = await store.read(key);
      assert.equal((kept?.expiresAt ?? 0) - (kept?.obtainedAt ?? 0), 3_600_000);
    },
  );

  test('renews when 80 % of the life of a token is over, and not before', async () => {
    const { source, vendor, time } = await arrange('S', 1000);
    const first = await source.accessToken();

    time.now += 799_000;
    assert.equal(await source.accessToken(), first);
    time.now += 2000;
    assert.notEqual(await source.accessToken(), first);

    assert.equal(vendor.counts.rotated, 2);
  });

  test('takes the token of another process instead of renewing the refused one again', async () => {
    const { options, vendor } = await arrange('S');
    const [one, other] = [createTokenSource(options), createTokenSource(options)];
    await one.accessToken();
    await other.accessToken();

    await Promise.all([one.renew(), other.renew(), one.renew()]);

    assert.equal(await one.accessToken(), await other.accessToken());
    assert.equal(vendor.counts.rotated, 2);
    assert.equal(vendor.counts.reused, 0);
  });

  test('goes on with a token that still lives while the vendor gives no new one', async () => {
    const { source, vendor, time } = await arrange('N', 1000);
    const first = await source.accessToken();
    time.now += 850_000;

    vendor.failNext((response) => response.writeHead(503).end());
    assert.equal(await source.accessToken(), first);
    // Nor is the vendor asked again at once.
    assert.equal(await source.accessToken(), first);
    time.now += 31_000;
    assert.notEqual(await source.accessToken(), first);

    time.now += 1_000_000;
    vendor.failNext((response) => response.writeHead(503).end());
    await assert.rejects(source.accessToken(), { code: 'unavailable' });
  });

  test.each(['N', 'G'] as const)('class %s: an answer that is lost costs nothing', async (refresh) => {
    const { source, store, vendor } = await arrange(refresh);
    await source.accessToken();

    vendor.failNext((response) => response.destroy());
    await assert.rejects(source.renew(), { code: 'unavailable' });
    const marked = await store.read(key);
    await source.renew();

    assert.notEqual(marked?.inFlightAt, undefined);
    assert.equal((await store.read(key))?.inFlightAt, undefined);
    assert.equal(vendor.isEnded(), false);
  });

  test('class S: after a lost answer it tries once, and then says to reconnect without asking the vendor', async () => {
    const { source, store, vendor, options } = await arrange('S');
    await source.accessToken();

    vendor.failNext((response) => response.destroy());
    await assert.rejects(source.renew(), { code: 'unavailable' });
    await assert.rejects(source.renew(), { code: 'unauthenticated', message: /interrupted.*Reconnect.*--login/ });
    const { reused } = vendor.counts;
    const next = createTokenSource(options);
    await next.accessToken();
    await assert.rejects(next.renew(), { code: 'unauthenticated', message: /--login/ });

    assert.equal(vendor.counts.reused, reused);
    assert.equal((await store.read(key))?.isLost, true);
  });

  test('class G: falls back to the token before when the new one does not work', async () => {
    const { source, store, vendor } = await arrange('G');
    await source.accessToken();
    const kept = await store.read(key);

    assert.equal(kept?.formerRefreshToken, vendor.firstRefreshToken);
    if (kept) await store.write(key, { ...kept, refreshToken: 'never-arrived-right' });
    await source.renew();

    assert.equal(vendor.counts.replayed, 1);
    assert.equal((await store.read(key))?.formerRefreshToken, vendor.firstRefreshToken);
  });

  test('class S: never sends a token that was replaced, since that would end what is left', async () => {
    const { source, store, vendor } = await arrange('S');
    await source.accessToken();
    const kept = await store.read(key);

    if (kept) await store.write(key, { ...kept, refreshToken: 'never-arrived-right' });
    await assert.rejects(source.renew(), { code: 'unauthenticated' });

    assert.equal(vendor.counts.reused, 0);
  });

  test('says that access was ended, in our words and without a secret', async () => {
    const { source, vendor } = await arrange('N');
    const token = await source.accessToken();
    vendor.end();

    const error: unknown = await source.renew().catch((thrown: unknown) => thrown);

    const shown = error instanceof Error ? `${error.message}${error.stack}${String(error.cause)}` : '';
    assert.match(shown, /Acme has ended the access/);
    for (const secret of ['canary-vendor-text', token, vendor.firstRefreshToken, 'client-secret']) {
      assert.equal(shown.includes(secret), false);
    }
    assert.doesNotMatch(
      withoutSecrets(`${token} ${vendor.firstRefreshToken} client-secret`),
      /access-|refresh-|client/,
    );
  });

  test.each(['N', 'G', 'S'] as const)(
    'class %s: tells of an end without renewal the same to all who ask later',
    async (refresh) => {
      const { source, options, vendor } = await arrange(refresh);
      const { refreshToken } = options;
      await source.accessToken();
      await source.assertAlive();
      vendor.end();

      await assert.rejects(source.renew(), {
        code: 'unauthenticated',
        message: /login is dead: Acme has ended.*--login/,
      });
      await assert.rejects(source.assertAlive(), {
        code: 'unauthenticated',
        message: /login is dead: Acme has ended the access.*--login, or set a new refresh token/,
      });

      await createTokenSource({ ...options, refreshToken: `${refreshToken}-new` }).assertAlive();
      // Nobody is asked for what is known.
      vendor.close();
      await assert.rejects(source.renew(), { code: 'unauthenticated' });
    },
  );

  test('takes a new refresh token of the settings over, but not over a login', async () => {
    const { source, vendor, options, store } = await arrange('N');
    await source.accessToken();

    const other = createTokenSource({ ...options, refreshToken: 'refresh-of-nobody' });
    await assert.rejects(other.accessToken(), { code: 'unauthenticated' });
    const kept = await createTokenSource(options).accessToken();
    const { seed: _, ...fromLogin } = (await store.read(key)) ?? assert.fail('nothing kept');
    await store.write(key, fromLogin);

    assert.equal(await createTokenSource({ ...options, refreshToken: 'refresh-of-nobody' }).accessToken(), kept);
    assert.equal(vendor.isEnded(), false);
  });
});
