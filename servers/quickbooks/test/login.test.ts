import type { TokenStore } from '@bizmcp/core';
import { expect, test } from 'vitest';
import { createQuickBooksWire, login, realmId } from './fake-quickbooks.ts';

test('a refresh token is used once at Intuit, with the secret in the header alone, and its successor from then on', async () => {
  let issued = 0;
  let refused = 0;
  const wire = createQuickBooksWire({
    'POST /oauth2/v1/tokens/bearer': () => {
      issued += 1;
      return {
        access_token: `access-${issued}`,
        refresh_token: `refresh-${issued + 1}`,
        expires_in: 3600,
        token_type: 'bearer',
      };
    },
    'QUERY term': () => ({ QueryResponse: {} }),
    'QUERY vendor': () => {
      refused += 1;
      return refused === 1 ? new Response('{}', { status: 401 }) : { QueryResponse: {} };
    },
  });

  await wire.call('search_customers', {});
  await wire.call('search_vendors', {});

  const tokens = wire.requests.filter(({ path }) => path.startsWith('/oauth2'));
  const forms = tokens.map(({ body }) => new URLSearchParams(String(body)));
  expect(tokens[0]).toMatchObject({ method: 'POST', host: 'oauth.platform.intuit.com' });
  expect(tokens[0]?.headers.get('authorization')).toBe(`Basic ${btoa('client-1:secret-1')}`);
  expect(forms.map((form) => form.get('grant_type'))).toEqual(['refresh_token', 'refresh_token']);
  expect(forms.map((form) => form.get('refresh_token'))).toEqual(['refresh-1', 'refresh-2']);
  expect(forms.some((form) => form.has('client_secret'))).toBe(false);
  const bearers = wire.requests
    .filter(({ path }) => path === '/query')
    .map(({ headers }) => headers.get('authorization'));
  expect(bearers).toEqual(['Bearer access-1', 'Bearer access-1', 'Bearer access-2']);
});

test.each([
  [{}, 'quickbooks.api.intuit.com'],
  [{ QUICKBOOKS_ENVIRONMENT: 'sandbox' }, 'sandbox-quickbooks.api.intuit.com'],
])('the environment %j is reached at its documented host', async (setting, host) => {
  const wire = createQuickBooksWire({}, { ...login, ...setting });

  await wire.call('search_vendors', {});

  expect(wire.requests.at(-1)).toMatchObject({ host, path: '/query' });
});

test('the company of a login is the one that Intuit named with it', async () => {
  const now = Date.now();
  const times = { obtainedAt: now, expiresAt: now + 3_600_000, generation: 1 };
  const grant = { ...times, accessToken: 'access-9', refreshToken: 'refresh-9', details: { realmId: '123145' } };
  const app = { QUICKBOOKS_CLIENT_ID: 'client-1', QUICKBOOKS_CLIENT_SECRET: 'secret-1' };
  const wire = createQuickBooksWire({}, app, { tokenStore: storeOf(grant) });

  await wire.fail('search_vendors', {});

  expect(wire.requests.map(({ path }) => path)).toEqual(['/v3/company/123145/query']);
  expect(wire.requests[0]?.headers.get('authorization')).toBe('Bearer access-9');
});

test('an access token is enough to try things out', async () => {
  const wire = createQuickBooksWire({}, { QUICKBOOKS_ACCESS_TOKEN: 'trial-1', QUICKBOOKS_REALM_ID: realmId });

  await wire.call('search_vendors', {});

  expect(wire.requests.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer trial-1']);
});

test('an app without a login says that one is missing', async () => {
  const wire = createQuickBooksWire({}, { QUICKBOOKS_CLIENT_ID: 'client-1', QUICKBOOKS_CLIENT_SECRET: 'secret-1' });

  const error = await wire.fail('list_accounts', {});

  expect(error.code).toBe('not_configured');
  expect(error.message).toContain('--login');
  expect(wire.requests).toEqual([]);
});

test('without credentials the error says both ways to get them', async () => {
  const error = await createQuickBooksWire({}, {}).fail('list_accounts', {});

  expect(error.code).toBe('not_configured');
  expect(error.message).toContain('http://localhost:42819/callback');
  expect(error.message).toContain('OAuth 2.0 Playground');
});

test("requests keep to Intuit's limit of 10 a second", async () => {
  const wire = createQuickBooksWire();
  const times: number[] = [];
  const started = performance.now();

  await Promise.all(
    Array.from({ length: 15 }, async (_, index) => {
      await wire.call('search_vendors', { limit: index + 1 });
      times.push(performance.now() - started);
    }),
  );

  expect(wire.requests.filter(({ path }) => path === '/query')).toHaveLength(15);
  expect(times.filter((time) => time > 900).length).toBeGreaterThanOrEqual(5);
});

/** A store that holds one grant, whoever asks. */
function storeOf(grant: NonNullable<Awaited<ReturnType<TokenStore['read']>>>): TokenStore {
  let held = grant;
  return {
    read: async () => held,
    version: () => held.accessToken,
    write: async (_key, next) => {
      held = next;
    },
    remove: async () => {},
    withLock: (_key, action) => action(),
    describeKey: async () => 'none',
    rotateKeys: async () => {},
  };
}
