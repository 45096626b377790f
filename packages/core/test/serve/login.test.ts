import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { filesOf, logIn, startLogins, tokensOf } from './fixtures/logins.ts';

// Each test starts several processes, on machines that do other things as well.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const accessSeconds = 5;
let logins: Awaited<ReturnType<typeof startLogins>>;
beforeAll(async () => {
  logins = await startLogins(accessSeconds);
});
afterEach(() => logins.endProcesses());
afterAll(() => {
  logins.close();
  vi.resetConfig();
});

const renewals = () => logins.provider.seen.filter((line) => line === 'POST /token').length;

test('a login serves calls, is renewed when it ends and when it is refused, outlives the process, and ends with a logout', async () => {
  const { home, run, serve, grant } = logins.createHome();

  const login = run('--login');
  expect(await logIn(login)).toBe(0);
  const first = await grant();
  const server = await serve();
  expect(await server.call('get_user')).toEqual({ name: 'ana', organisation: 'acme-7' });
  const used = renewals();
  await delay(accessSeconds * 1000);
  expect(await server.call('get_user')).toEqual({ name: 'ana', organisation: 'acme-7' });
  const second = await grant();
  logins.provider.refuseNext();
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
  for (const secret of [...tokens, logins.client.secret]) expect(`${written}${kept}`).not.toContain(secret);
});

test('a login while the server runs is used by its next call, and each tenant has its own', async () => {
  const { run, serve, grant } = logins.createHome();
  const server = await serve('--tenant', 'north');

  const before = await server.call('get_user');
  const other = run('--login', '--tenant', 'south');
  await logIn(other, 'bob');
  const still = await server.call('get_user');
  const mine = run('--login', '--tenant', 'north');
  await logIn(mine);
  const connected = await server.call('get_user');
  await server.call('get_remembered_user');
  await logIn(run('--login', '--tenant', 'north'), 'ana', 'acme-8');
  const moved = await server.call('get_user');
  const read = await server.call('get_remembered_user');
  await server.close();

  expect(before).toMatchObject({ error: { code: 'not_configured', message: expect.stringContaining('--login') } });
  expect(still).toMatchObject({ error: { code: 'not_configured' } });
  expect(connected).toEqual({ name: 'ana', organisation: 'acme-7' });
  expect(moved).toEqual({ name: 'ana', organisation: 'acme-8' });
  expect(read).toEqual(moved);
  expect(await grant('default')).toBeUndefined();
  expect((await grant('south'))?.accessToken).not.toBe((await grant('north'))?.accessToken);
});

test('a grant that the vendor ended is told by calls and by the health check, with the way to reconnect', async () => {
  const { home, run, serve, grant } = logins.createHome();
  await logIn(run('--login'));
  const stored = await grant();
  const secret = Buffer.from(`${logins.client.id}:${logins.client.secret}`).toString('base64');
  await fetch(`${logins.provider.url}/token/revocation`, {
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
  const { home, run, serve, grant } = logins.createHome();
  await logIn(run('--login'));
  const before = await grant();
  const asked = logins.provider.seen.length;

  const server = await serve('--sandbox');
  const answer = await server.call('get_user');
  const refused = run('--login', '--sandbox');
  await server.close();

  expect(answer).toEqual({ name: 'invented', organisation: 'none' });
  expect(await refused.over).toBe(1);
  expect(refused.output.stdout).toContain('The sandbox needs no login');
  expect(logins.provider.seen.length).toBe(asked);
  expect(await grant()).toEqual(before);
  expect(filesOf(home)).not.toContain('sandbox-access-token');
});

test('the tokens of one client are not those of another', async () => {
  const { home, run } = logins.createHome();
  await logIn(run('--login'));
  const asked = logins.provider.seen.length;

  const server = await logins.createHome({ BIZMCP_HOME: home, DIRECTORY_CLIENT_ID: 'another' }).serve();
  const refused = await server.call('get_user');
  await server.close();

  expect(refused).toMatchObject({ error: { code: 'not_configured', message: expect.stringContaining('--login') } });
  expect(logins.provider.seen.length).toBe(asked);
});
