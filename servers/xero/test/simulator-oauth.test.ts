import { createHash } from 'node:crypto';
import { createManualClock } from '@bizmcp/testkit/simulator';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createXeroSimulator, sandboxTenantId } from '../simulator/xero-simulator.ts';

const redirectUri = 'http://localhost:42818/callback';
const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');
const minutes = 60_000;
const refused = { status: 400, body: { error: 'invalid_grant' } };

const Answer = z.looseObject({ access_token: z.string().default(''), refresh_token: z.string().default('') });

function openApp() {
  const clock = createManualClock(Date.UTC(2026, 10, 21, 12));
  const simulator = createXeroSimulator({ clock });
  const { clientId, refreshToken } = simulator.app;
  const exchange = async (form: Record<string, string>) => {
    const body = new URLSearchParams({ client_id: clientId, ...form });
    const response = await simulator.fetch('https://identity.xero.example/connect/token', { method: 'POST', body });
    return { status: response.status, body: Answer.parse(await response.json()) };
  };
  const read = async (token: string) => {
    const headers = { authorization: `Bearer ${token}`, 'xero-tenant-id': sandboxTenantId };
    return (await simulator.fetch('https://api.xero.example/api.xro/2.0/Currencies', { headers })).status;
  };
  simulator.consent('code-1', { clientId, redirectUri, challenge });
  const code = { grant_type: 'authorization_code', code: 'code-1', redirect_uri: redirectUri };
  const refresh = (token: string) => exchange({ grant_type: 'refresh_token', refresh_token: token });
  return { clock, simulator, exchange, read, refresh, code, refreshToken };
}

test('a code with its verifier gives tokens once, without a secret', async () => {
  const { exchange, read, code } = openApp();

  const granted = await exchange({ ...code, code_verifier: verifier });
  const again = await exchange({ ...code, code_verifier: verifier });

  expect(granted.body).toMatchObject({ token_type: 'Bearer', expires_in: 1800, refresh_token: expect.any(String) });
  expect(await read(granted.body.access_token)).toBe(200);
  expect(again).toMatchObject(refused);
});

test.each([
  ['another verifier', { code_verifier: 'w'.repeat(43) }],
  ['no verifier', {}],
  ['another redirect', { code_verifier: verifier, redirect_uri: 'http://localhost:1/callback' }],
])('a code with %s is refused', async (_what, change) => {
  const { exchange, code } = openApp();

  expect(await exchange({ ...code, ...change })).toMatchObject(refused);
});

test('another app or a wrong secret is refused', async () => {
  const { exchange, code } = openApp();
  const proven = { ...code, code_verifier: verifier };

  expect((await exchange({ ...proven, client_id: 'NOBODY' })).body).toMatchObject({ error: 'invalid_client' });
  expect((await exchange({ ...proven, client_secret: 'guess' })).body).toMatchObject({ error: 'invalid_client' });
});

test('an access token lives for 30 minutes', async () => {
  const { clock, refresh, read, refreshToken } = openApp();
  const { body } = await refresh(refreshToken);

  clock.advance(30 * minutes - 1);
  const before = await read(body.access_token);
  clock.advance(1);

  expect([before, await read(body.access_token)]).toEqual([200, 401]);
});

test('a refresh token is replaced when used, and works on for 30 minutes from its first use', async () => {
  const { clock, refresh, refreshToken } = openApp();

  const first = await refresh(refreshToken);
  clock.advance(29 * minutes);
  const retried = await refresh(refreshToken);
  clock.advance(1 * minutes);
  const late = await refresh(refreshToken);
  const next = await refresh(retried.body.refresh_token);

  expect(first.body.refresh_token).not.toBe(refreshToken);
  expect([first.status, retried.status, late.status, next.status]).toEqual([200, 200, 400, 200]);
  expect(late.body).toMatchObject({ error: 'invalid_grant' });
});

test('a revoked refresh token is refused', async () => {
  const { simulator, refresh, refreshToken } = openApp();
  const body = new URLSearchParams({ token: refreshToken });

  await simulator.fetch('https://identity.xero.example/connect/revocation', { method: 'POST', body });

  expect((await refresh(refreshToken)).body).toMatchObject({ error: 'invalid_grant' });
});
