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
  expect(new URLSearchParams(String(token?.body)).get('refresh_token')).toBe('refresh-1');
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

test('a token that is about to end is not used any more', async () => {
  const portal = createPortal(
    {
      'POST /oauth/2026-03/token': () => ({ access_token: 'access-1', expires_in: 59 }),
      'GET /crm/v3/objects/contacts/1': () => record('1'),
    },
    app,
  );

  await portal.call('get_object', readContact);
  await portal.call('get_object', readContact);

  expect(portal.requests.filter(({ path }) => path.startsWith('/oauth'))).toHaveLength(2);
});

test('a revoked refresh token is a matter for a person, and shows no secret', async () => {
  const portal = createPortal(
    {
      'POST /oauth/2026-03/token': () =>
        refusal(400, { error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN', message: 'refresh-1 is invalid' }),
    },
    app,
  );

  const error = await portal.fail('get_object', readContact);

  expect(error.code).toBe('unauthenticated');
  expect(error.message).toContain('HUBSPOT_REFRESH_TOKEN');
  expect(error.message).not.toContain('refresh-1');
});

test('without credentials the error says both ways to get them', async () => {
  const error = await createPortal({}, {}).fail('get_object', readContact);

  expect(error.code).toBe('not_configured');
  expect(error.message).toContain('Service keys');
  expect(error.message).toContain('HUBSPOT_REFRESH_TOKEN');
});
