import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { base, now, openOrg } from './org-client.ts';

const root = '/services/data/v67.0';
const limits = `${root}/limits`;

/** An org that the tests below only ask. */
const shared = openOrg();

const exchange = async (org: ReturnType<typeof openOrg>, form: Record<string, string>) => {
  const response = await org.simulator.fetch(`${base}/services/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
  const body: Record<string, string> = JSON.parse(await response.text());
  return { status: response.status, body };
};

const use = async (org: ReturnType<typeof openOrg>, token: string | undefined) =>
  (await org.get(limits, { authorization: `Bearer ${token}` })).status;

const clientOf = ({ simulator }: ReturnType<typeof openOrg>) => ({
  client_id: simulator.oauth.clientId,
  client_secret: simulator.oauth.clientSecret,
});

describe('a session', () => {
  test('is needed, must be known, and ends', async () => {
    const org = openOrg({ sessionSeconds: 60 });
    const token = (await exchange(org, { grant_type: 'client_credentials', ...clientOf(org) })).body.access_token;

    const missing = await org.simulator.fetch(base + limits);
    const unknown = await org.get(limits, { authorization: 'Bearer nothing' });
    const before = await use(org, token);
    org.clock.advance(60_000);

    expect(missing.status).toBe(401);
    expect([unknown.status, unknown.body]).toEqual([
      401,
      [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
    ]);
    expect([before, await use(org, token)]).toEqual([200, 401]);
  });

  test('is renewed by a refresh token that is replaced at each use', async () => {
    const org = openOrg();
    const form = { grant_type: 'refresh_token', ...clientOf(org) };

    const first = await exchange(org, { ...form, refresh_token: org.simulator.oauth.refreshToken });
    const again = await exchange(org, { ...form, refresh_token: org.simulator.oauth.refreshToken });
    const second = await exchange(org, { ...form, refresh_token: first.body.refresh_token ?? '' });

    expect([first.status, again.status, second.status]).toEqual([200, 400, 200]);
    expect(again.body).toEqual({ error: 'invalid_grant', error_description: 'expired access/refresh token' });
    expect(first.body).toMatchObject({ token_type: 'Bearer', instance_url: base, issued_at: String(now) });
    expect(await use(org, second.body.access_token)).toBe(200);
  });

  test('keeps its refresh token where rotation is off', async () => {
    const org = openOrg({ rotation: 'none' });
    const form = { grant_type: 'refresh_token', ...clientOf(org), refresh_token: org.simulator.oauth.refreshToken };

    const answers = [await exchange(org, form), await exchange(org, form)];

    expect(answers.map(({ body, status }) => [status, body.refresh_token])).toEqual([
      [200, undefined],
      [200, undefined],
    ]);
  });

  test('is given for a code with its PKCE verifier, once', async () => {
    const org = shared;
    const verifier = 'v'.repeat(64);
    const redirectUri = 'http://127.0.0.1:7777/callback';
    const consent = () =>
      org.simulator.consent('code-1', {
        clientId: org.simulator.oauth.clientId,
        redirectUri,
        challenge: createHash('sha256').update(verifier).digest('base64url'),
      });
    const form = { grant_type: 'authorization_code', ...clientOf(org), code: 'code-1', redirect_uri: redirectUri };

    consent();
    const wrong = await exchange(org, { ...form, code_verifier: 'w'.repeat(64) });
    consent();
    const right = await exchange(org, { ...form, code_verifier: verifier });
    const twice = await exchange(org, { ...form, code_verifier: verifier });

    expect([wrong.status, right.status, twice.status]).toEqual([400, 200, 400]);
    expect(right.body.refresh_token).toBeDefined();
  });

  test('is given for a password with its security token, where the org allows it', async () => {
    const org = shared;
    const closed = openOrg({ allowsPasswords: false });
    const { password, securityToken, username } = org.simulator.login;
    const form = { grant_type: 'password', ...clientOf(org), username };

    const right = await exchange(org, { ...form, password: password + securityToken });
    const withoutToken = await exchange(org, { ...form, password });
    const refused = await exchange(closed, { ...form, password: password + securityToken });

    expect([right.status, withoutToken.body.error, refused.body.error]).toEqual([
      200,
      'invalid_grant',
      'unsupported_grant_type',
    ]);
    expect(await use(org, right.body.access_token)).toBe(200);
  });
});

describe('a signed assertion', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const org = openOrg({ publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() });
  const claims = {
    iss: org.simulator.oauth.clientId,
    sub: org.simulator.login.username,
    aud: 'https://login.salesforce.com',
    exp: now / 1000 + 180,
  };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const assert = (payload: object, key = privateKey) => {
    const text = `${encode({ alg: 'RS256' })}.${encode(payload)}`;
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
  };
  const send = (assertion: string) =>
    exchange(org, { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });

  test('opens a session without a refresh token', async () => {
    const answer = await send(assert(claims));

    expect([answer.status, answer.body.refresh_token]).toEqual([200, undefined]);
    expect(await use(org, answer.body.access_token)).toBe(200);
  });

  test.each([
    ['an old one', { exp: now / 1000 - 1 }, 'assertion has expired'],
    ['one that lives too long', { exp: now / 1000 + 3_600 }, 'assertion has expired'],
    ['one for another audience', { aud: 'https://example.com' }, 'audience is invalid'],
    ['one of another client', { iss: 'someone' }, 'client identifier invalid'],
    ['one for another user', { sub: 'someone@else.example' }, "user hasn't approved this consumer"],
  ])('%s is refused', async (_title, change, description) => {
    const answer = await send(assert({ ...claims, ...change }));

    expect([answer.status, answer.body.error_description]).toEqual([400, description]);
  });

  test('of another key is refused, and so is one that is none', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;

    const answers = [await send(assert(claims, other)), await send('nothing')];

    expect(answers.map(({ body }) => body.error_description)).toEqual(['invalid assertion', 'invalid assertion']);
  });
});

describe('the daily limit', () => {
  test('is told with each answer, and refuses past its end until the day is over', async () => {
    const org = openOrg({ dailyCalls: 3 });

    const first = await org.query('SELECT Id FROM Account LIMIT 1');
    const wrong = await org.query('SELECT Nothing FROM Account');
    const third = await org.get(limits);
    const refused = await org.get(limits);
    org.clock.advance(86_400_000);
    const nextDay = await org.get(limits);

    expect([first, wrong, third].map(({ headers }) => headers.get('sforce-limit-info'))).toEqual([
      'api-usage=1/3',
      'api-usage=2/3',
      'api-usage=3/3',
    ]);
    expect(third.body.DailyApiRequests).toEqual({ Max: 3, Remaining: 0 });
    expect([refused.status, refused.body]).toEqual([
      403,
      [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
    ]);
    expect(nextDay.status).toBe(200);
  });
});

test('versions are listed without a session, and an unknown one is not found', async () => {
  const org = shared;

  const list = await org.simulator.fetch(`${base}/services/data`);
  const versions: { label: string; url: string; version: string }[] = JSON.parse(await list.text());

  expect(versions.at(-2)).toEqual({ label: "Summer '26", url: root, version: '67.0' });
  expect(versions.at(-1)).toMatchObject({ label: "Winter '27", version: '68.0' });
  expect(versions.find(({ version }) => version === '60.0')?.label).toBe("Spring '24");
  expect((await org.get('/services/data/v99.0/limits')).status).toBe(404);
  expect((await org.get(root)).body.query).toBe(`${root}/query`);
});

test('who is logged in is told by the link of the version, to those who have a session', async () => {
  const link = new URL((await shared.get(root)).body.identity);

  const identity = await shared.get(link.pathname);
  const stranger = await shared.simulator.fetch(link, { headers: { authorization: 'Bearer nothing' } });
  const other = await shared.get('/id/00D000000000001AAA/005000000000001AAA');

  expect(link.host).toBe('login.salesforce.com');
  expect(identity.body).toMatchObject({ username: shared.simulator.login.username, display_name: 'Morgan Ellis' });
  expect([stranger.status, await stranger.text(), other.status]).toEqual([403, 'Bad_OAuth_Token', 404]);
});

test.each([400, 401, 403, 404, 500, 503])('an injected %i has Salesforce’s shape', async (status) => {
  const org = shared;
  org.simulator.inject({ fault: { kind: 'status', status } });

  const answer = await org.get(limits);

  expect([answer.status, Object.keys(answer.body[0])]).toEqual([status, ['message', 'errorCode']]);
});
