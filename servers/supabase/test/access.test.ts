import { describe, expect, test } from 'vitest';
import { accessOf } from '../src/access.ts';
import { createProject, rows, url } from './fake-project.ts';

const tokenOf = (role: string) =>
  ['{"alg":"HS256"}', JSON.stringify({ role }), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.');
const no = () => false;

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

    const access = accessOf({ SUPABASE_SERVICE_ROLE_KEY: key }, (credential) => credential === 'service_role');

    expect(access.role).toBe('service_role');
    expect(await access.headers()).toEqual({ apikey: key, authorization: `Bearer ${key}` });
  });

  test('is not mixed with a user', () => {
    const settings = { SUPABASE_SERVICE_ROLE_KEY: 'sb_secret_a', SUPABASE_ACCESS_TOKEN: tokenOf('authenticated') };

    expect(() => accessOf(settings, () => true)).toThrow('Keep one of them');
  });
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
  expect(accessOf({ SUPABASE_ANON_KEY: 'sb_publishable_a' }, no).role).toBe('anon');
});
