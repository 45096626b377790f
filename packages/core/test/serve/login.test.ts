import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createTokenStore, type StoredGrant } from '../../src/credentials/token-store.ts';
import { createBrowser } from '../credentials/browser.ts';
import { startDirectory } from './fixtures/directory-process.ts';
import { startOpenidProvider } from './fixtures/openid-provider.ts';

// Each test starts several processes, on machines that do other things as well.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const client = { id: 'bizmcp', secret: 'secret-of-the-client-secret-of-the-client' };
const accessSeconds = 5;
const scratch = mkdtempSync(join(tmpdir(), 'bizmcp-login-'));
let provider: Awaited<ReturnType<typeof startOpenidProvider>>;
const processes: ReturnType<typeof startDirectory>[] = [];

beforeAll(async () => {
  provider = await startOpenidProvider(client, accessSeconds);
});
afterEach(() => {
  for (const process of processes.splice(0)) process.kill();
});
afterAll(() => {
  provider.close();
  vi.resetConfig();
  rmSync(scratch, { recursive: true });
});

function createHome(more: Record<string, string | undefined> = {}) {
  const home = mkdtempSync(join(scratch, 'home-'));
  const environment = Object.entries({
    HOME: home,
    BIZMCP_HOME: home,
    BIZMCP_KEY_PLACE: 'file',
    SSH_CONNECTION: 'there is no browser here',
    DIRECTORY_URL: provider.url,
    DIRECTORY_CLIENT_ID: client.id,
    DIRECTORY_CLIENT_SECRET: client.secret,
    ...more,
  }).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
  const run = (...flags: string[]) => {
    const process = startDirectory(Object.fromEntries(environment), ...flags);
    processes.push(process);
    return process;
  };
  const serve = async (...flags: string[]) => {
    const process = run(...flags);
    await process.initialize();
    return process;
  };
  const grant = (tenant = 'default') =>
    createTokenStore(home, { BIZMCP_KEY_PLACE: 'file' }).read({
      vendor: 'directory',
      tenant,
      principal: userInfo().username,
      app: `${client.id} at ${provider.url}`,
    });
  return { home, run, serve, grant };
}

/** Does what a person does in the browser; the directory tells the organisation in the redirect. */
async function logIn(process: ReturnType<typeof startDirectory>, user = 'ana', organisation = 'acme-7') {
  const url = await process.lineWith(/^http.*code_challenge/);
  const browser = createBrowser((location) =>
    location.includes('/callback?') ? `${location}&organisation=${organisation}` : location,
  );
  const signIn = await browser.visit(url);
  const agree = await browser.submit(signIn, { login: user, password: 'x' });
  await browser.submit(agree, {});
  return process.over;
}

function filesOf(folder: string): string {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true });
  return paths
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

const tokensOf = (...grants: (StoredGrant | undefined)[]) =>
  grants.flatMap((grant) => [grant?.accessToken ?? 'absent', grant?.refreshToken ?? 'absent']);
const renewals = () => provider.seen.filter((line) => line === 'POST /token').length;

test('a login serves calls, is renewed when it ends and when it is refused, outlives the process, and ends with a logout', async () => {
  const { home, run, serve, grant } = createHome();

  const login = run('--login');
  expect(await logIn(login)).toBe(0);
  const first = await grant();
  const server = await serve();
  expect(await server.call('get_user')).toEqual({ name: 'ana', organisation: 'acme-7' });
  const used = renewals();
  await delay(accessSeconds * 1000);
  expect(await server.call('get_user')).toEqual({ name: 'ana', organisation: 'acme-7' });
  const second = await grant();
  provider.refuseNext();
  expect(await server.call('get_user')).toEqual({ name: 'ana', organisation: 'acme-7' });
  const third = await grant();
  expect(renewals() - used).toBe(2);
  await server.close();
  const again = await serve();
  expect(await again.call('get_user')).toEqual({ name: 'ana', organisation: 'acme-7' });
  const health = await again.call('health_check');
  const logout = run('--logout');
  expect(await logout.over).toBe(0);
  await again.close();
  const after = await serve();
  const refused = await after.call('get_user');
  await after.close();

  expect(login.output.stdout).toContain('Connected Directory. The key of the stored credentials is in the file');
  expect(health).toMatchObject({
    status: 'healthy',
    checks: { credentials: { message: expect.stringContaining('The key of the stored credentials is in the file') } },
  });
  expect(logout.output.stdout).toContain('Directory has ended the access');
  expect(await grant()).toBeUndefined();
  expect(refused).toMatchObject({ error: { code: 'not_configured', message: expect.stringContaining('--login') } });
  const tokens = tokensOf(first, second, third);
  expect(new Set(tokens).size).toBe(6);
  const written = [login, server, again, logout, after].map(({ output }) => output.stdout + output.stderr).join('');
  const kept = filesOf(home);
  for (const event of ['login', 'renewed', 'logout']) expect(kept).toContain(`"ev":"credentials.${event}"`);
  for (const secret of [...tokens, client.secret]) expect(`${written}${kept}`).not.toContain(secret);
});

test('a login while the server runs is used by its next call, and each tenant has its own', async () => {
  const { run, serve, grant } = createHome();
  const server = await serve('--tenant', 'north');

  const before = await server.call('get_user');
  const other = run('--login', '--tenant', 'south');
  await logIn(other, 'bob');
  const still = await server.call('get_user');
  const mine = run('--login', '--tenant', 'north');
  await logIn(mine);
  const connected = await server.call('get_user');
  await logIn(run('--login', '--tenant', 'north'), 'ana', 'acme-8');
  provider.refuseNext();
  await server.call('get_user');
  const moved = await server.call('get_user');
  await server.close();

  expect(before).toMatchObject({ error: { code: 'not_configured', message: expect.stringContaining('--login') } });
  expect(still).toMatchObject({ error: { code: 'not_configured' } });
  expect(connected).toEqual({ name: 'ana', organisation: 'acme-7' });
  expect(moved).toEqual({ name: 'ana', organisation: 'acme-8' });
  expect(await grant('default')).toBeUndefined();
  expect((await grant('south'))?.accessToken).not.toBe((await grant('north'))?.accessToken);
});

test('a grant that the vendor ended is told by calls and by the health check, with the way to reconnect', async () => {
  const { home, run, serve, grant } = createHome();
  await logIn(run('--login'));
  const stored = await grant();
  const secret = Buffer.from(`${client.id}:${client.secret}`).toString('base64');
  await fetch(`${provider.url}/token/revocation`, {
    method: 'POST',
    headers: { authorization: `Basic ${secret}` },
    body: new URLSearchParams({ token: stored?.refreshToken ?? '' }),
  });
  const server = await serve();

  const refused = await server.call('get_user');
  const health = await server.call('health_check');
  await server.close();

  expect(refused).toMatchObject({ error: { code: 'unauthenticated', message: expect.stringContaining('--login') } });
  expect(health).toMatchObject({
    status: 'unhealthy',
    checks: { credentials: { status: 'unhealthy', message: expect.stringContaining('Reconnect') } },
  });
  expect(filesOf(home)).toContain('"ev":"credentials.lost"');
  for (const token of tokensOf(stored)) expect(filesOf(home) + server.output.stderr).not.toContain(token);
});

test('the sandbox neither uses nor changes the real login, and keeps nothing of its own', async () => {
  const { home, run, serve, grant } = createHome();
  await logIn(run('--login'));
  const before = await grant();
  const asked = provider.seen.length;

  const server = await serve('--sandbox');
  const answer = await server.call('get_user');
  const refused = run('--login', '--sandbox');
  await server.close();

  expect(answer).toEqual({ name: 'invented', organisation: 'none' });
  expect(await refused.over).toBe(1);
  expect(refused.output.stdout).toContain('The sandbox needs no login');
  expect(provider.seen.length).toBe(asked);
  expect(await grant()).toEqual(before);
  expect(filesOf(home)).not.toContain('sandbox-access-token');
});

test('the tokens of one client are not those of another', async () => {
  const { home, run } = createHome();
  await logIn(run('--login'));
  const asked = provider.seen.length;

  const server = await createHome({ BIZMCP_HOME: home, DIRECTORY_CLIENT_ID: 'another' }).serve();
  const refused = await server.call('get_user');
  await server.close();

  expect(refused).toMatchObject({ error: { code: 'not_configured', message: expect.stringContaining('--login') } });
  expect(provider.seen.length).toBe(asked);
});

test.each([
  ['a client ID that is missing', { DIRECTORY_CLIENT_ID: undefined }, [], 'set DIRECTORY_CLIENT_ID'],
  ['an address that is not safe', { DIRECTORY_URL: 'http://directory.example' }, [], 'authorizeUrl is not https'],
  ['a setting that is wrong', { DIRECTORY_URL: 'nonsense' }, [], 'DIRECTORY_URL'],
  ['a place for the key that does not exist', { BIZMCP_KEY_PLACE: 'drawer' }, [], 'BIZMCP_KEY_PLACE'],
  ['a flag that does not exist', {}, ['--login', '--tenat=x'], '--tenant'],
])('%s ends a login with the reason and without a stack', async (_what, settings, flags, reason) => {
  const { run } = createHome(settings);

  const login = run(...(flags.length > 0 ? flags : ['--login']));

  expect(await login.over).toBe(1);
  expect(login.output.stdout).toContain(reason);
  expect(login.output.stdout + login.output.stderr).not.toMatch(/\n\s+at /);
});

test('a no at the vendor ends the login and stores nothing', async () => {
  const { run, grant } = createHome();
  const login = run('--login');
  const url = new URL(await login.lineWith(/^http.*code_challenge/));
  const back = new URL(url.searchParams.get('redirect_uri') ?? '');
  back.search = new URLSearchParams({ error: 'access_denied', state: url.searchParams.get('state') ?? '' }).toString();

  await fetch(back);

  expect(await login.over).toBe(1);
  expect(login.output.stdout).toContain('access was denied there');
  expect(await grant()).toBeUndefined();
});
