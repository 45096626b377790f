import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRuntime, defaultPolicy } from '@bizmcp/core';
import { describe, expect, test } from 'vitest';
import { createSupabaseSimulator } from '../simulator/supabase-simulator.ts';
import { accessOf } from '../src/access.ts';
import { supabase } from '../src/server.ts';
import { createProject, refusal, rows, url } from './fake-project.ts';

const tokenOf = (role: string) =>
  ['{"alg":"HS256"}', JSON.stringify({ role }), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.');

describe('a key past row level security', () => {
  test.each([
    ['SUPABASE_SERVICE_ROLE_KEY', 'sb_secret_abc'],
    ['SUPABASE_ANON_KEY', 'sb_secret_abc'],
    ['SUPABASE_ANON_KEY', tokenOf('service_role')],
    ['SUPABASE_ACCESS_TOKEN', tokenOf('service_role')],
    ['SUPABASE_ACCESS_TOKEN', tokenOf('supabase_admin')],
  ])('is refused in %s before anything is sent', async (name, value) => {
    const project = createProject({}, { SUPABASE_URL: url, SUPABASE_ANON_KEY: 'sb_publishable_a', [name]: value });

    const error = await project.fail('query_table', { table: 'tickets' });

    expect(error).toMatchObject({ code: 'forbidden', message: expect.stringContaining('supabase.service_role') });
    expect(error.message).toContain(name);
    expect(project.requests).toEqual([]);
  });

  test('is used where the policy names it', async () => {
    const key = tokenOf('service_role');

    const access = accessOf(
      { SUPABASE_SERVICE_ROLE_KEY: key },
      { mayUse: (credential) => credential === 'service_role' },
    );

    expect(access.role).toBe('service_role');
    expect(await access.headers()).toEqual({ apikey: key, authorization: `Bearer ${key}` });
  });

  test('is not mixed with a user', () => {
    const settings = { SUPABASE_SERVICE_ROLE_KEY: 'sb_secret_a', SUPABASE_ACCESS_TOKEN: tokenOf('authenticated') };

    expect(() => accessOf(settings, { mayUse: () => true })).toThrow('keep one of');
  });
});

test.each([
  ['a key past row level security lacks no right', false],
  ['a user may be held back by row level security', true],
])('%s', async (_title, isUser) => {
  const simulator = createSupabaseSimulator();
  const environment = {
    SUPABASE_URL: url,
    ...(isUser
      ? { SUPABASE_ANON_KEY: simulator.anonKey, SUPABASE_ACCESS_TOKEN: simulator.userToken('mara@harborline.example') }
      : { SUPABASE_SERVICE_ROLE_KEY: simulator.serviceRoleKey }),
  };
  const runtime = createRuntime({
    server: supabase,
    settings: { environment },
    transport: simulator.fetch,
    policy: { ...defaultPolicy, rules: { credentials: ['supabase.service_role'], default_role: 'agent_executor' } },
    principal: { name: 'mara', role: 'agent_executor' },
    auditLog: { append: async () => undefined, path: undefined },
  });

  const asked = await runtime.callTool({
    name: 'update_record',
    arguments: { table: 'support_tickets', filters: { id: 3 }, data: { status: 'solved' } },
    client: { name: 'test', version: '1', canAsk: true },
    signal: new AbortController().signal,
  });

  expect(JSON.stringify(asked)).toContain('solved');
  expect(JSON.stringify(asked)).not.toContain('may fail');
  expect(JSON.stringify(asked).includes('1; row level security may hold back some or all')).toBe(isUser);
});

test("a user's token goes with every request, the key beside it", async () => {
  const token = tokenOf('authenticated');
  const settings = { SUPABASE_URL: url, SUPABASE_ANON_KEY: 'sb_publishable_a', SUPABASE_ACCESS_TOKEN: token };
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([]) }, settings);

  await project.call('query_table', { table: 'tickets' });

  for (const { headers } of project.requests) {
    expect(headers.get('apikey')).toBe('sb_publishable_a');
    expect(headers.get('authorization')).toBe(`Bearer ${token}`);
  }
  expect(accessOf({ SUPABASE_ANON_KEY: 'sb_publishable_a' }, { mayUse: () => false }).role).toBe('anon');
});

test('a user signs in by password, and a refused token is renewed in the same session', async () => {
  const settings = {
    SUPABASE_URL: `${url}/`,
    SUPABASE_ANON_KEY: 'sb_publishable_a',
    SUPABASE_EMAIL: 'agent@acme.example',
    SUPABASE_PASSWORD: 'correct horse',
  };
  let granted = 0;
  const project = createProject(
    {
      'POST /auth/v1/token': () => {
        granted += 1;
        return { access_token: `session-${granted}`, refresh_token: `r-${granted}`, expires_in: 3600 };
      },
      'GET /rest/v1/tickets': ({ headers }) =>
        headers.get('authorization') === 'Bearer session-2'
          ? rows([{ id: 1 }])
          : refusal(401, { code: 'PGRST301', message: 'JWT expired' }),
    },
    settings,
  );

  const answer = await project.call('query_table', { table: 'tickets' });

  const grants = project.requests.filter(({ path }) => path === '/auth/v1/token');
  expect(answer.data).toEqual([{ id: 1 }]);
  expect(grants.map(({ query, body }) => [query.get('grant_type'), body])).toEqual([
    ['password', { email: 'agent@acme.example', password: 'correct horse' }],
    ['refresh_token', { refresh_token: 'r-1' }],
  ]);
  expect(grants[0]?.headers.get('apikey')).toBe('sb_publishable_a');
});

test.each([
  ['a password', { SUPABASE_EMAIL: 'sam@acme.example', SUPABASE_PASSWORD: 'x' }],
  ['a key', {}],
])('--login with %s ends with the word that there is none', (_what, more) => {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-login-'));
  const settings = { SUPABASE_URL: url, SUPABASE_ANON_KEY: 'sb_publishable_a', ...more };
  const env = { ...settings, HOME: home, XDG_STATE_HOME: home, PATH: process.env.PATH };

  const login = spawnSync(process.execPath, [join(import.meta.dirname, '../src/main.ts'), '--login'], { env });

  expect(login.status).toBe(1);
  expect(login.stdout.toString()).toBe(
    'This server has no login: Supabase is reached with what its settings hold. Try them with --check.\n',
  );
});
