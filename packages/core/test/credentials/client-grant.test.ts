import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import * as z from 'zod';
import { defineOAuth, type OAuth } from '../../src/credentials/oauth/oauth.ts';
import { createTokenSource } from '../../src/credentials/oauth/token-source.ts';
import { createTokenStore } from '../../src/credentials/oauth/token-store.ts';

const scratch = mkdtempSync(join(tmpdir(), 'credentials-client-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const Claims = z.object({ iss: z.string(), sub: z.string(), aud: z.string(), exp: z.number(), jti: z.string() });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const curve = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** A vendor that grants a token for an assertion that its public key verifies, once. */
function createVendor(publicKey: KeyObject) {
  const seen = new Set<string>();
  const forms: URLSearchParams[] = [];
  const answer: typeof fetch = async (_url, init) => {
    const form = new URLSearchParams(String(init?.body));
    forms.push(form);
    const [header = '', body = '', signature = ''] = (form.get('assertion') ?? '').split('.');
    const bytes = Buffer.from(`${header}.${body}`);
    const options = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
    const isSigned = verify('sha256', bytes, options, Buffer.from(signature, 'base64url'));
    const claims = Claims.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
    const isFresh = !seen.has(claims.jti) && Math.abs(claims.exp - Date.now() / 1000) < 180;
    seen.add(claims.jti);
    if (!isSigned || !isFresh) return Response.json({ error: 'invalid_grant' }, { status: 400 });
    return Response.json({ access_token: `for-${claims.iss}-${claims.sub}-${claims.aud}-${seen.size}` });
  };
  return { answer, forms };
}

function openSource(
  algorithm: 'RS256' | 'ES256',
  privateKey: string,
  fetch: typeof globalThis.fetch,
  change: Partial<OAuth> = {},
) {
  const oauth = defineOAuth({
    vendor: 'acme',
    system: 'Acme',
    flow: 'jwt_bearer',
    tokenUrl: 'https://acme.example/token',
    scopes: [],
    clientAuth: 'none',
    refresh: 'N',
    assertion: { algorithm, audience: 'https://acme.example' },
    ...change,
  });
  return createTokenSource({
    store: createTokenStore(mkdtempSync(join(scratch, 'home-')), { BIZMCP_KEY_PLACE: 'file' }),
    key: { vendor: 'acme', tenant: 'default', principal: 'ana' },
    oauth,
    client: { id: 'app', privateKey, subject: 'user@acme.example' },
    fetch,
  });
}

describe('a signed assertion', () => {
  test.each([
    ['RS256', rsa],
    ['ES256', curve],
  ] as const)('by %s gets a token, and each renewal signs a new one', async (algorithm, pair) => {
    const vendor = createVendor(pair.publicKey);
    const source = openSource(algorithm, pemOf(pair.privateKey).replaceAll('\n', '\\n'), vendor.answer);

    const first = await source.accessToken();
    await source.renew();

    assert.equal(first, 'for-app-user@acme.example-https://acme.example-1');
    assert.equal(await source.accessToken(), 'for-app-user@acme.example-https://acme.example-2');
    assert.equal(vendor.forms[0]?.get('grant_type'), 'urn:ietf:params:oauth:grant-type:jwt-bearer');
  });

  test('of another key gets nothing, and a text that is no key is not sent', async () => {
    const vendor = createVendor(curve.publicKey);
    const stranger = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;

    await assert.rejects(openSource('ES256', pemOf(stranger), vendor.answer).accessToken(), {
      code: 'unauthenticated',
    });
    const asked = vendor.forms.length;
    for (const pem of [
      'canary-no-pem',
      pemOf(rsa.privateKey),
      pemOf(generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey),
    ]) {
      const error: unknown = await openSource('ES256', pem, vendor.answer)
        .accessToken()
        .catch((thrown: unknown) => thrown);
      assert.match(String(error), /is no PEM of the kind that ES256 needs/);
      assert.doesNotMatch(String(error), /canary/);
    }

    assert.equal(vendor.forms.length, asked);
  });
});

describe('a token endpoint', () => {
  const answers: [string, Response, { code: string; message: RegExp }][] = [
    [
      'refuses the client',
      Response.json({ error: 'invalid_client' }, { status: 401 }),
      { code: 'not_configured', message: /client ID/ },
    ],
    [
      'refuses a scope',
      Response.json({ error: 'invalid_scope' }, { status: 400 }),
      { code: 'not_configured', message: /scopes/ },
    ],
    [
      'has its own words',
      Response.json({ error: 'canary' }, { status: 400 }),
      { code: 'unauthenticated', message: /^Acme refused access\. Check what the configuration/ },
    ],
    [
      'is busy',
      new Response('', { status: 429, headers: { 'retry-after': '7' } }),
      { code: 'rate_limited', message: /later/ },
    ],
    ['is broken', new Response('<html>canary', { status: 502 }), { code: 'unavailable', message: /later/ }],
    [
      'is behind a firewall that refuses',
      new Response('<html>canary', { status: 403 }),
      { code: 'unavailable', message: /\(403\)\. Try again later; if it stays so, check the network/ },
    ],
    ['answers HTML', new Response('<html>canary'), { code: 'unavailable', message: /later/ }],
    [
      'says no with 200',
      Response.json({ ok: false, error: 'invalid_grant' }),
      { code: 'unauthenticated', message: /invalid_grant/ },
    ],
    ['floods', new Response('x'.repeat(300 * 1024)), { code: 'unavailable', message: /could not be asked/ }],
  ];

  test.each(answers)('that %s is told in our words', async (_title, response, expected) => {
    const source = openSource('RS256', pemOf(rsa.privateKey), async () => response);

    const error: unknown = await source.accessToken().catch((thrown: unknown) => thrown);

    assert.match(error instanceof Error ? error.message : '', expected.message);
    assert.equal(error instanceof Error && 'code' in error ? error.code : '', expected.code);
    assert.doesNotMatch(JSON.stringify([String(error), error]), /canary/);
  });

  test('that cannot be reached is told without the request', async () => {
    const failing: typeof fetch = async (_url, init) => {
      throw new Error(`canary ${String(init?.body)}`);
    };

    const error: unknown = await openSource('RS256', pemOf(rsa.privateKey), failing)
      .accessToken()
      .catch((thrown) => thrown);

    assert.equal(error instanceof Error && error.cause, undefined);
    assert.doesNotMatch(String(error), /canary|assertion/);
  });
});
