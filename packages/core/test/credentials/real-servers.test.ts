import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MutableToken, OAuth2Server } from 'oauth2-mock-server';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { login, logout } from '../../src/credentials/oauth/login.ts';
import { defineOAuth, type OAuth } from '../../src/credentials/oauth/oauth.ts';
import { createTokenSource } from '../../src/credentials/oauth/token-source.ts';
import { createTokenStore } from '../../src/credentials/oauth/token-store.ts';
import { startOpenidProvider } from '../serve/fixtures/openid-provider.ts';
import { createBrowser } from './browser.ts';

const scratch = mkdtempSync(join(tmpdir(), 'credentials-real-'));
const openStore = () => createTokenStore(mkdtempSync(join(scratch, 'home-')), { BIZMCP_KEY_PLACE: 'file' });
const key = { vendor: 'real', tenant: 'default', principal: 'ana' };
const silent = () => {};

describe('with oauth2-mock-server', () => {
  const server = new OAuth2Server();
  const client = { id: 'bizmcp', secret: 'secret-of-the-client' };
  const describeOAuth = (flow: OAuth['flow']): OAuth => {
    const url = server.issuer.url ?? '';
    return defineOAuth({
      vendor: 'real',
      system: 'Mock',
      flow,
      authorizeUrl: `${url}/authorize`,
      tokenUrl: `${url}/token`,
      scopes: ['read'],
      clientAuth: 'basic',
      refresh: 'N',
    });
  };
  beforeAll(async () => {
    await server.issuer.keys.generate('RS256');
    // Two tokens of one second would be equal.
    server.service.on('beforeTokenSigning', (token: MutableToken) => {
      token.payload.jti = randomUUID();
    });
    await server.start(0, '127.0.0.1');
  });
  afterAll(() => server.stop());

  test('a person logs in with code and PKCE, and the grant is renewed', async () => {
    const store = openStore();
    const oauth = describeOAuth('code');
    const open = async (url: string) => (await createBrowser().visit(url)).status === 200;

    const result = await login(oauth, { store, key, client, show: silent, open });
    const source = createTokenSource({ store, key, oauth, client });
    const first = await source.accessToken();
    await source.renew();

    assert.equal(result.isRenewable, true);
    assert.equal(first.split('.').length, 3);
    assert.notEqual(await source.accessToken(), first);
    assert.equal((await store.read(key))?.generation, 2);
  });

  test('a login that does not open is replaced by the next one, and is forgotten by a logout', async () => {
    const home = mkdtempSync(join(scratch, 'home-'));
    const oauth = describeOAuth('code');
    const open = async (url: string) => (await createBrowser().visit(url)).status === 200;
    const anew = () => createTokenStore(home, { BIZMCP_KEY_PLACE: 'file' });
    const logIn = () => login(oauth, { store: anew(), key, client, show: silent, open });
    const loseKey = () => rmSync(join(home, 'credentials', 'master.key'));
    await logIn();

    loseKey();
    await logIn();
    assert.equal((await anew().read(key))?.generation, 1);
    loseKey();

    assert.equal(await logout(oauth, { store: anew(), key, client }), 'forgotten');
    assert.equal(await anew().read(key), undefined);
  });

  test('a code is worth nothing with another verifier', async () => {
    const store = openStore();
    const oauth = describeOAuth('code');
    const open = async (url: string) => (await createBrowser().visit(url)).status === 200;
    const swap: typeof fetch = (input, init) =>
      fetch(input, {
        ...init,
        body: String(init?.body).replace(/code_verifier=[^&]+/, `code_verifier=${'v'.repeat(64)}`),
      });

    const attempt = login(oauth, { store, key, client, show: silent, open, fetch: swap });

    await assert.rejects(attempt, { code: 'unauthenticated' });
    assert.equal(await store.read(key), undefined);
  });

  test('a client gets its own tokens without a login, and processes share them', async () => {
    const store = openStore();
    const options = { store, key, oauth: describeOAuth('client_credentials'), client };
    const source = createTokenSource(options);

    const token = await source.accessToken();

    assert.equal(await createTokenSource(options).accessToken(), token);
    await source.renew();
    assert.notEqual(await source.accessToken(), token);
    assert.notEqual(await createTokenSource({ ...options, client: { ...client, id: 'other' } }).accessToken(), token);
  });
});

describe('with oidc-provider', () => {
  let oauth: OAuth;
  const client = { id: 'bizmcp', secret: 'secret-of-the-client-secret-of-the-client' };
  let provider: Awaited<ReturnType<typeof startOpenidProvider>>;
  beforeAll(async () => {
    provider = await startOpenidProvider(client, 3600);
    const issuer = provider.url;
    oauth = defineOAuth({
      vendor: 'real',
      system: 'OIDC',
      flow: 'code',
      authorizeUrl: `${issuer}/auth`,
      tokenUrl: `${issuer}/token`,
      deviceUrl: `${issuer}/device/auth`,
      revokeUrl: `${issuer}/token/revocation`,
      issuer,
      scopes: ['openid', 'offline_access'],
      clientAuth: 'basic',
      refresh: 'S',
      authorizeParameters: { prompt: 'consent' },
    });
  });
  afterAll(() => provider.close());

  const consent = async (url: string) => {
    const browser = createBrowser();
    const signIn = await browser.visit(url);
    const agree = await browser.submit(signIn, { login: 'ana', password: 'x' });
    return { browser, page: await browser.submit(agree, {}) };
  };

  test('a person logs in, the grant rotates, and a logout ends it at the vendor', async () => {
    const store = openStore();
    const pages: string[] = [];
    const open = async (url: string) => {
      pages.push((await consent(url)).page.text);
      return true;
    };

    const result = await login(oauth, { store, key, client, show: silent, open });
    const source = createTokenSource({ store, key, oauth, client });
    const first = await source.accessToken();
    await source.renew();
    const second = await source.accessToken();
    const kept = await store.read(key);
    const outcome = await logout(oauth, { store, key, client });

    assert.match(pages[0] ?? '', /The answer has arrived/);
    assert.equal(result.isRenewable, true);
    assert.notEqual(second, first);
    assert.notEqual(kept?.refreshToken, kept?.formerRefreshToken);
    assert.equal(outcome, 'revoked');
    assert.equal(await store.read(key), undefined);
    // A copy of the grant is worth nothing now.
    if (kept) await store.write(key, kept);
    const copy = createTokenSource({ store, key, oauth, client });
    assert.equal(await copy.accessToken(), second);
    await assert.rejects(copy.renew(), { code: 'unauthenticated', message: /--login/ });
  });

  test('a person logs in by a code on another device', async () => {
    const store = openStore();
    const device: OAuth = { ...oauth, flow: 'device' };
    let entered: Promise<unknown> | undefined;
    const show = (line: string) => {
      const [, uri = '', code = ''] = /^Open (\S+) and enter the code (\S+)$/.exec(line) ?? [];
      entered = enterCode(uri, code);
    };

    // The real server asks for pauses of five seconds.
    const hurried: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (input !== device.deviceUrl) return response;
      return new Response((await response.text()).replace(/\}$/, ',"interval":0.1}'), response);
    };

    const result = await login(device, { store, key, client, show, fetch: hurried });
    await entered;

    assert.equal(result.isRenewable, true);
    assert.notEqual(await createTokenSource({ store, key, oauth: device, client }).accessToken(), '');
  });

  const enterCode = async (uri: string, code: string) => {
    const browser = createBrowser();
    const confirm = await browser.submit(await browser.visit(uri), { user_code: code });
    const signIn = await browser.submit(confirm, { confirm: 'yes' });
    const agree = await browser.submit(signIn, { login: 'ana', password: 'x' });
    await browser.submit(agree, {});
  };
});

afterAll(() => rmSync(scratch, { recursive: true }));
