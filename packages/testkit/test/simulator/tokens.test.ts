import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  createBearerTokens,
  createManualClock,
  createTokenEndpoint,
  type SimulatedRequest,
} from '../../src/simulator/index.ts';

describe('tokens', () => {
  const form = (fields: Record<string, string>, headers: Record<string, string> = {}): SimulatedRequest => ({
    method: 'POST',
    path: '/token',
    query: new URLSearchParams(),
    headers: new Headers(headers),
    body: { kind: 'form', value: new URLSearchParams(fields) },
    bytes: new Uint8Array(),
    parameter: () => '',
  });
  const client = { clientId: 'app', clientSecret: 'hush', account: 'acme', scopes: ['notes'] };
  const credentials = { client_id: 'app', client_secret: 'hush' };
  const open = (rotation: 'none' | 'single-use') => {
    const clock = createManualClock(0);
    const tokens = createBearerTokens(clock, 'test');
    const endpoint = createTokenEndpoint({ tokens, clients: [client], lifetimeSeconds: 1_800, rotation });
    return { clock, tokens, endpoint };
  };

  test('are valid, then expired, revoked or unknown', () => {
    const { clock, tokens } = open('none');
    const short = tokens.issue({ account: 'acme', scopes: [], lifetimeSeconds: 10 });
    const lasting = tokens.issue({ account: 'acme', scopes: [], token: 'demo' });
    const kinds = () => [short, lasting, 'else'].map((token) => tokens.check(`Bearer ${token}`).kind);

    const first = kinds();
    clock.advance(10_000);
    tokens.revoke(lasting);

    expect(first).toEqual(['valid', 'valid', 'unknown']);
    expect(kinds()).toEqual(['expired', 'revoked', 'unknown']);
    expect(tokens.check(null).kind).toBe('missing');
    expect(tokens.check('Basic x').kind).toBe('missing');
  });

  test('are exchanged for a refresh token that stays, or that is used up', () => {
    const results = (['none', 'single-use'] as const).map((rotation) => {
      const { endpoint, tokens } = open(rotation);
      const refreshToken = tokens.issueRefresh(client);
      const ask = () =>
        endpoint.exchange(form({ ...credentials, grant_type: 'refresh_token', refresh_token: refreshToken }));
      return [ask(), ask()].map((decision) => (decision.kind === 'granted' ? decision.kind : decision.error));
    });

    expect(results).toEqual([
      ['granted', 'granted'],
      ['granted', 'invalid_grant'],
    ]);
  });

  test('are refused in the terms of RFC 6749', () => {
    const { endpoint } = open('none');
    const errorOf = (fields: Record<string, string>) => {
      const decision = endpoint.exchange(form(fields));
      return decision.kind === 'refused' ? decision.error : 'granted';
    };

    expect(errorOf({ ...credentials, client_secret: 'x', grant_type: 'client_credentials' })).toBe('invalid_client');
    expect(errorOf({ ...credentials, grant_type: 'password' })).toBe('unsupported_grant_type');
    expect(errorOf({ ...credentials, grant_type: 'refresh_token', refresh_token: 'x' })).toBe('invalid_grant');
    expect(errorOf({ ...credentials, grant_type: 'client_credentials' })).toBe('granted');
  });

  test('are given once for a code, to who holds its PKCE verifier, also with Basic credentials', () => {
    const { endpoint, tokens } = open('none');
    const challenge = createHash('sha256').update('verifier').digest('base64url');
    const details = { clientId: 'app', redirectUri: 'http://127.0.0.1/cb', challenge };
    const fields = { grant_type: 'authorization_code', code: 'c', redirect_uri: 'http://127.0.0.1/cb' };
    const basic = { authorization: `Basic ${Buffer.from('app:hush').toString('base64')}` };
    endpoint.consent('c', details);
    const wrong = endpoint.exchange(form({ ...fields, code_verifier: 'guess' }, basic));
    endpoint.consent('c', details);

    const right = endpoint.exchange(form({ ...fields, code_verifier: 'verifier' }, basic));
    const again = endpoint.exchange(form({ ...fields, code_verifier: 'verifier' }, basic));

    expect([wrong.kind, right.kind, again.kind]).toEqual(['refused', 'granted', 'refused']);
    expect(right.kind === 'granted' && tokens.check(`Bearer ${right.accessToken}`)).toMatchObject({
      kind: 'valid',
      grant: { account: 'acme', scopes: ['notes'], expiresAt: 1_800_000 },
    });
  });
});
