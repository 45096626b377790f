import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createBrowser } from '../credentials/browser.ts';
import { startLogins, tokensOf } from './fixtures/logins.ts';

// Each test starts several processes, on machines that do other things as well.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let logins: Awaited<ReturnType<typeof startLogins>>;
beforeAll(async () => {
  logins = await startLogins(60);
});
afterEach(() => logins.endProcesses());
afterAll(() => {
  logins.close();
  vi.resetConfig();
});

test('without a browser, a code is entered on another device where the vendor has that, and the address is shown elsewhere', async () => {
  const { run, serve, grant } = logins.createHome({ DIRECTORY_DEVICES: 'yes' });
  const login = run('--login');
  const line = await login.lineWith(/enter the code/);
  const [, uri = '', code = ''] = /^Open (\S+) and enter the code (\S+)$/.exec(line) ?? [];
  const browser = createBrowser();
  const confirm = await browser.submit(await browser.visit(uri), { user_code: code });
  const signIn = await browser.submit(confirm, { confirm: 'yes' });
  const agree = await browser.submit(signIn, { login: 'ana', password: 'x' });
  await browser.submit(agree, {});
  const elsewhere = logins.createHome().run('--login');
  await elsewhere.lineWith(/^http.*code_challenge/);

  expect(await login.over).toBe(0);
  const server = await serve();
  expect(await server.call('get_user')).toEqual({ name: 'ana', organisation: 'none' });
  await server.close();
  expect(elsewhere.output.stdout).toContain('This machine seems to have no browser');
  for (const token of tokensOf(await grant())) expect(login.output.stdout + login.output.stderr).not.toContain(token);
});

test.each([
  ['a client ID that is missing', { DIRECTORY_CLIENT_ID: undefined }, [], 'set DIRECTORY_CLIENT_ID'],
  ['an address that is not safe', { DIRECTORY_URL: 'http://directory.example' }, [], 'authorizeUrl is not https'],
  ['a setting that is wrong', { DIRECTORY_URL: 'nonsense' }, [], 'DIRECTORY_URL'],
  ['a place for the key that does not exist', { BIZMCP_KEY_PLACE: 'drawer' }, [], 'BIZMCP_KEY_PLACE'],
  ['a flag that does not exist', {}, ['--login', '--tenat=x'], '--tenant'],
])('%s ends a login with the reason and without a stack', async (_what, settings, flags, reason) => {
  const { run } = logins.createHome(settings);

  const login = run(...(flags.length > 0 ? flags : ['--login']));

  expect(await login.over).toBe(1);
  expect(login.output.stdout).toContain(reason);
  expect(login.output.stdout + login.output.stderr).not.toMatch(/\n\s+at /);
});

test('a no at the vendor ends the login and stores nothing', async () => {
  const { run, grant } = logins.createHome();
  const login = run('--login');
  const url = new URL(await login.lineWith(/^http.*code_challenge/));
  const back = new URL(url.searchParams.get('redirect_uri') ?? '');
  back.search = new URLSearchParams({ error: 'access_denied', state: url.searchParams.get('state') ?? '' }).toString();

  await fetch(back);

  expect(await login.over).toBe(1);
  expect(login.output.stdout).toContain('access was denied there');
  expect(await grant()).toBeUndefined();
});
