import { expect, test } from 'vitest';
import { createPortal, record, refusal } from './fake-portal.ts';

const app = { HUBSPOT_CLIENT_ID: 'client-1', HUBSPOT_CLIENT_SECRET: 'secret-1', HUBSPOT_REFRESH_TOKEN: 'refresh-1' };
const readContact = { object_type: 'contacts', object_id: '1' };

test('one token serves calls at the same time and after, fetched at the current endpoint with secrets in the body only', async () => {
  const portal = createPortal(
    {
      'POST /oauth/2026-03/token': () => ({
        access_token: 'access-1',
        expires_in: 1800,
        refresh_token: 'refresh-1',
        token_type: 'bearer',
      }),
      'GET /crm/v3/objects/contacts/1': () => record('1'),
      'GET /crm/v3/objects/contacts/2': () => record('2'),
    },
    app,
  );

  await Promise.all([
    portal.call('get_object', readContact),
    portal.call('get_object', { ...readContact, object_id: '2' }),
  ]);
  await portal.call('get_object', readContact);

  const [token, ...others] = portal.requests;
  expect(portal.requests.filter(({ path }) => path.startsWith('/oauth'))).toHaveLength(1);
  expect(Object.fromEntries(new URLSearchParams(String(token?.body)))).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'refresh-1',
    client_id: 'client-1',
    client_secret: 'secret-1',
  });
  expect(token?.query.toString()).toBe('');
  expect(token?.headers.has('authorization')).toBe(false);
  expect(others.map(({ headers }) => headers.get('authorization'))).toEqual(Array(3).fill('Bearer access-1'));
});

test('a refused token is renewed once, with the newest refresh token', async () => {
  let issued = 0;
  const portal = createPortal(
    {
      'POST /oauth/2026-03/token': () => {
        issued += 1;
        return { access_token: `access-${issued}`, expires_in: 1800, refresh_token: `refresh-${issued + 1}` };
      },
      'GET /crm/v3/objects/contacts/1': ({ headers }) =>
        headers.get('authorization') === 'Bearer access-2'
          ? record('1')
          : refusal(401, { category: 'EXPIRED_AUTHENTICATION' }),
    },
    app,
  );

  await portal.call('get_object', readContact);

  const asked = portal.requests.filter(({ path }) => path.startsWith('/oauth'));
  expect(asked.map(({ body }) => new URLSearchParams(String(body)).get('refresh_token'))).toEqual([
    'refresh-1',
    'refresh-2',
  ]);
});

test.each([{ error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN' }, { status: 'BAD_REFRESH_TOKEN' }])(
  'a revoked refresh token (%j) is a matter for a person, and shows no secret',
  async (said) => {
    const portal = createPortal(
      { 'POST /oauth/2026-03/token': () => refusal(400, { ...said, message: 'refresh-1 is invalid' }) },
      app,
    );

    const error = await portal.fail('get_object', readContact);

    expect(error.code).toBe('unauthenticated');
    expect(error.message).toContain('Reconnect: run this server with --login, or set a new refresh token');
    expect(error.message).not.toContain('refresh-1');
  },
);

test('without credentials the error says both ways to get them, and that a login is enough', async () => {
  const error = await createPortal({}, {}).fail('get_object', readContact);

  expect(error.code).toBe('not_configured');
  expect(error.message).toContain('Service keys');
  expect(error.message).toContain(
    'set HUBSPOT_CLIENT_ID, HUBSPOT_CLIENT_SECRET, then run this server once with --login (or set HUBSPOT_REFRESH_TOKEN)',
  );
});

test('with an OAuth app alone, only the login is missing', async () => {
  const { HUBSPOT_REFRESH_TOKEN: _, ...withoutToken } = app;

  const error = await createPortal({}, withoutToken).fail('get_object', readContact);

  expect(error.code).toBe('not_configured');
  expect(error.message).toContain('OAuth app: run this server once with --login');
});

test('a service key comes before an OAuth app', async () => {
  const portal = createPortal(
    { 'GET /crm/v3/objects/contacts/1': () => record('1') },
    { ...app, HUBSPOT_ACCESS_TOKEN: 'pat-test-0000' },
  );

  await portal.call('get_object', readContact);

  expect(portal.requests.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer pat-test-0000']);
});
