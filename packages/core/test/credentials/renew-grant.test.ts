import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { defineOAuth, type RefreshClass } from '../../src/credentials/oauth/oauth.ts';
import { createTokenSource } from '../../src/credentials/oauth/token-source.ts';
import { createTokenStore, type StoredGrant } from '../../src/credentials/oauth/token-store.ts';

const scratch = mkdtempSync(join(tmpdir(), 'credentials-renewal-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const key = { vendor: 'acme', tenant: 'default', principal: 'ana' };
const graceMilliseconds = 60_000;

/** A grant of a login an hour ago, and a vendor that knows these refresh tokens and answers each with these fields. */
async function arrange(refresh: RefreshClass, known: string[], fields: object, change: Partial<StoredGrant> = {}) {
  const sent: string[] = [];
  const wire: typeof globalThis.fetch = async (_url, init) => {
    const token = new URLSearchParams(String(init?.body)).get('refresh_token') ?? '';
    sent.push(token);
    if (!known.includes(token)) return Response.json({ error: 'invalid_grant' }, { status: 400 });
    return Response.json({ access_token: `access-${sent.length}`, ...fields });
  };
  const oauth = defineOAuth({
    vendor: 'acme',
    system: 'Acme',
    flow: 'code',
    authorizeUrl: 'https://acme.example/authorize',
    tokenUrl: 'https://acme.example/token',
    scopes: ['books'],
    clientAuth: 'post',
    refresh,
    graceSeconds: graceMilliseconds / 1000,
    keeps: ['realm', 'instance_url'],
  });
  const time = { now: 10_000_000 };
  const store = createTokenStore(mkdtempSync(join(scratch, 'home-')), { BIZMCP_KEY_PLACE: 'file' });
  const login: StoredGrant = {
    accessToken: 'access-of-login',
    refreshToken: 'refresh-of-login',
    obtainedAt: time.now - 3_600_000,
    expiresAt: time.now,
    generation: 1,
    login: 'monday',
    scope: 'books',
    details: { realm: '7', instance_url: 'https://old.acme.example' },
    ...change,
  };
  await store.withLock(key, () => store.write(key, login));
  const options = { store, key, oauth, client: { id: 'app' }, now: () => time.now, random: () => 0 };
  const openSource = (fetch = wire) => createTokenSource({ ...options, fetch });
  return { store, login, time, sent, wire, openSource, source: openSource() };
}

test('a renewal keeps of a login what its answer says nothing of', async () => {
  const fields = { instance_url: 'https://new.acme.example', expires_in: 1800 };
  const { source, store, login, time } = await arrange('S', ['refresh-of-login'], fields);

  expect(await source.accessToken()).toBe('access-1');

  expect(await store.read(key)).toEqual({
    ...login,
    accessToken: 'access-1',
    obtainedAt: time.now,
    expiresAt: time.now + 1_800_000,
    generation: 2,
    details: { realm: '7', instance_url: 'https://new.acme.example' },
  });
  expect(await source.login()).toBe('monday');
});

test('a renewal keeps what its answer says anew, and the refresh token that it used', async () => {
  const fields = { refresh_token: 'refresh-2', scope: 'books payroll' };
  const { source, store } = await arrange('G', ['refresh-of-login'], fields);

  await source.accessToken();

  expect(await store.read(key)).toMatchObject({
    refreshToken: 'refresh-2',
    formerRefreshToken: 'refresh-of-login',
    scope: 'books payroll',
  });
});

test('a grant without a refresh token ends with its token, and the vendor is asked nothing', async () => {
  const { source, store, login, sent } = await arrange('S', ['refresh-of-login'], {});
  const { refreshToken: _, ...bare } = login;
  await store.withLock(key, () => store.write(key, bare));

  await expect(source.accessToken()).rejects.toMatchObject({
    code: 'unauthenticated',
    message: 'The login is dead: Acme has ended the access that was granted. Reconnect: run this server with --login.',
  });

  expect(sent).toEqual([]);
});

test.each([
  ['N', 'for ever', graceMilliseconds * 1000, ['new', 'former'], 'access-2'],
  ['G', 'within its grace', graceMilliseconds - 1, ['new', 'former'], 'access-2'],
  ['G', 'after its grace no more', graceMilliseconds, ['new'], undefined],
  ['S', 'never', 0, ['new'], undefined],
] as const)('class %s: the refresh token before is tried, %s', async (refresh, _when, age, tried, expected) => {
  const tokens = { refreshToken: 'new', formerRefreshToken: 'former' };
  const obtainedAt = 10_000_000 - age;
  const { source, sent } = await arrange(refresh, ['former'], {}, { ...tokens, obtainedAt, expiresAt: obtainedAt });

  const token = await source.accessToken().catch(() => undefined);

  expect(sent).toEqual(tried);
  expect(token).toBe(expected);
});

const refuse = async () => new Response('down', { status: 503 });

test('a token that was refused is not given again, though it lives and its renewal failed', async () => {
  const { openSource, wire, time } = await arrange('N', ['refresh-of-login'], {}, { expiresAt: 20_000_000 });
  const answers = [refuse, wire];
  const source = openSource((...request) => (answers.shift() ?? wire)(...request));
  time.now = 7_000_000;
  expect(await source.accessToken()).toBe('access-of-login');

  await expect(source.renew()).rejects.toMatchObject({ code: 'unavailable' });

  expect(await source.accessToken()).toBe('access-1');
});

test('the end of a grant is told at the renewal that finds it, though the token still lives', async () => {
  const { source, time } = await arrange('N', [], {}, { expiresAt: 20_000_000 });
  time.now = 7_000_000;
  expect(await source.accessToken()).toBe('access-of-login');

  time.now = 19_000_000;

  await expect(source.accessToken()).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('where no token lives and the vendor gives none, that is told as passing', async () => {
  const { openSource } = await arrange('N', ['refresh-of-login'], {});

  await expect(openSource(refuse).accessToken()).rejects.toMatchObject({ code: 'unavailable' });
});
