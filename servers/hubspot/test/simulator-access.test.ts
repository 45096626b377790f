import { createManualClock } from '@bizmcp/testkit/simulator';
import { describe, expect, test } from 'vitest';
import { noon, openPortal } from './portal-client.ts';

const contacts = '/crm/v3/objects/contacts?limit=1';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('authorization', () => {
  test('is missing, unknown, expired or revoked', async () => {
    const clock = createManualClock(noon);
    const { get, simulator } = openPortal({ clock });
    const short = simulator.tokens.issue({
      account: 'a',
      scopes: ['crm.objects.contacts.read'],
      lifetimeSeconds: 1_800,
    });
    const fine = await get(contacts, { authorization: `Bearer ${short}` });
    clock.advance(1_800_000 + 120_000);

    const missing = await get(contacts, { authorization: '' });
    const unknown = await get(contacts, { authorization: 'Bearer pat-na1-nothing' });
    const expired = await get(contacts, { authorization: `Bearer ${short}` });
    simulator.tokens.revoke(simulator.demoToken);
    const revoked = await get(contacts);
    simulator.reset();
    const restored = await get(contacts);

    expect([fine, missing, unknown, expired, revoked, restored].map((answer) => answer.status)).toEqual([
      200, 401, 401, 401, 401, 200,
    ]);
    expect(missing.body.category).toBe('INVALID_AUTHENTICATION');
    expect(unknown.body.context).toEqual({ 'expire time': ['1970-01-01T00:00:00.000Z'] });
    expect(expired.body).toMatchObject({
      status: 'error',
      category: 'EXPIRED_AUTHENTICATION',
      message: 'The OAuth token used to make this call expired 2 minute(s) ago.',
      context: { 'expire time': ['2026-11-21T12:30:00.000Z'] },
    });
  });

  test('without the scope is refused with the scopes that would do, and does nothing', async () => {
    const { get, send, simulator } = openPortal();
    const authorization = `Bearer ${simulator.tokens.issue({ account: 'a', scopes: ['crm.objects.contacts.read'] })}`;
    const before = simulator.digest();

    const read = await get(contacts, { authorization });
    const write = await send(
      'POST',
      '/crm/v3/objects/contacts',
      { properties: { email: 'x@lumen.example' } },
      { authorization },
    );
    const campaigns = await get('/marketing/v3/campaigns', { authorization });

    expect([read.status, write.status, campaigns.status]).toEqual([200, 403, 403]);
    expect(write.body).toMatchObject({
      category: 'MISSING_SCOPES',
      errors: [{ context: { requiredGranularScopes: ['crm.objects.contacts.write'] } }],
      links: { scopes: 'https://developers.hubspot.com/scopes' },
    });
    expect(simulator.digest()).toBe(before);
  });

  test('is refreshed at the documented and at the old token endpoint, with a refresh token that stays', async () => {
    const clock = createManualClock(noon);
    const { get, send, simulator } = openPortal({ clock });
    const { clientId, clientSecret, refreshToken } = simulator.oauth;
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    });
    const before = simulator.digest();

    for (const version of ['2026-03', '2026-09', 'v3', 'v1']) {
      const answer = await send('POST', `/oauth/${version}/token`, body.toString(), { ...form, authorization: '' });
      const call = await get(contacts, { authorization: `Bearer ${answer.body.access_token}` });

      expect(answer.body).toMatchObject({
        token_type: 'bearer',
        expires_in: 1_800,
        refresh_token: refreshToken,
        hub_id: 44_881_234,
      });
      expect([answer.status, call.status]).toEqual([200, 200]);
    }
    expect(simulator.digest()).toBe(before);
  });

  test('is not given for a wrong or revoked refresh token, or to an unknown client', async () => {
    const { send, simulator } = openPortal();
    const { clientId, clientSecret, refreshToken } = simulator.oauth;
    const ask = (fields: Record<string, string>) =>
      send(
        'POST',
        '/oauth/2026-03/token',
        new URLSearchParams({
          grant_type: 'refresh_token',
          client_id: clientId,
          client_secret: clientSecret,
          refresh_token: refreshToken,
          ...fields,
        }).toString(),
        form,
      );

    const wrong = await ask({ refresh_token: 'nothing' });
    const stranger = await ask({ client_secret: 'guess' });
    const revoke = await send(
      'POST',
      '/oauth/2026-03/token/revoke',
      new URLSearchParams({ token: refreshToken }).toString(),
      form,
    );
    const revoked = await ask({});

    expect([wrong.status, wrong.body.error, wrong.body.status]).toEqual([400, 'invalid_grant', 'BAD_REFRESH_TOKEN']);
    expect([stranger.status, stranger.body.error]).toEqual([401, 'invalid_client']);
    expect([revoke.status, revoked.status, revoked.body.error]).toEqual([204, 400, 'invalid_grant']);
  });
});

describe('limits', () => {
  test('of ten seconds are those of the documentation, told in the headers, and end in a 429', async () => {
    const clock = createManualClock(noon);
    const { get } = openPortal({ clock, limits: {} });

    const first = await get(contacts);
    for (let call = 0; call < 189; call += 1) await get(contacts);
    const refused = await get(contacts);
    clock.advance(9_999);
    const early = await get(contacts);
    clock.advance(1);
    const late = await get(contacts);

    expect(Object.fromEntries([...first.headers].filter(([name]) => name.includes('ratelimit')))).toEqual({
      'x-hubspot-ratelimit-daily': '650000',
      'x-hubspot-ratelimit-daily-remaining': '649999',
      'x-hubspot-ratelimit-interval-milliseconds': '10000',
      'x-hubspot-ratelimit-max': '190',
      'x-hubspot-ratelimit-remaining': '189',
    });
    expect([refused.status, early.status, late.status]).toEqual([429, 429, 200]);
    expect(refused.body).toMatchObject({
      status: 'error',
      message: 'You have reached your ten_secondly_rolling limit.',
      errorType: 'RATE_LIMIT',
      policyName: 'TEN_SECONDLY_ROLLING',
    });
    expect(refused.headers.get('x-hubspot-ratelimit-remaining')).toBe('0');
  });

  test('of searches are 5 a second, without headers', async () => {
    const clock = createManualClock(noon);
    const { send } = openPortal({ clock, limits: {} });
    const search = () => send('POST', '/crm/v3/objects/contacts/search', { limit: 1 });

    const first = await search();
    const statuses: number[] = [];
    for (let call = 0; call < 5; call += 1) statuses.push((await search()).status);
    const refused = await search();
    clock.advance(1_000);

    expect(first.headers.get('x-hubspot-ratelimit-max')).toBeNull();
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
    expect(refused.body).toMatchObject({ policyName: 'SECONDLY', message: 'You have reached your secondly limit.' });
    expect((await search()).status).toBe(200);
  });

  test('of the day start anew at midnight of the account, and are not those of OAuth apps', async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 22, 4, 59));
    const { get, simulator } = openPortal({ clock, limits: { perDay: 2 } });
    const oauth = simulator.tokens.issue({
      account: 'app',
      scopes: ['crm.objects.contacts.read'],
      lifetimeSeconds: 1_800,
    });

    await get(contacts);
    await get(contacts);
    const refused = await get(contacts);
    const app = await get(contacts, { authorization: `Bearer ${oauth}` });
    clock.advance(60_000);
    const nextDay = await get(contacts);

    expect([refused.status, refused.body.policyName, nextDay.status]).toEqual([429, 'DAILY', 200]);
    expect([
      app.status,
      app.headers.get('x-hubspot-ratelimit-max'),
      app.headers.get('x-hubspot-ratelimit-daily'),
    ]).toEqual([200, '110', null]);
  });
});

test('every answer has a correlation id, in errors also in the body, and never the same', async () => {
  const { get } = openPortal();

  const answers = [
    await get(contacts),
    await get('/crm/v3/objects/contacts/7'),
    await get('/nowhere'),
    await get('/crm/v3/objects/rockets'),
  ];

  const ids = answers.map((answer) => answer.headers.get('x-hubspot-correlation-id'));
  expect(new Set(ids).size).toBe(4);
  expect(answers.slice(1).map((answer) => answer.body.correlationId)).toEqual(ids.slice(1));
  expect(answers.map((answer) => answer.status)).toEqual([200, 404, 404, 400]);
});

test.each([400, 401, 403, 404, 409, 423, 429, 500, 503])('an injected %i has HubSpot’s shape', async (status) => {
  const { get, simulator } = openPortal();
  simulator.inject({ fault: { kind: 'status', status, headers: { 'retry-after': '3' } } });

  const answer = await get(contacts);

  expect([answer.status, answer.headers.get('retry-after'), answer.body.status]).toEqual([status, '3', 'error']);
  expect(answer.body.correlationId).toBe(answer.headers.get('x-hubspot-correlation-id'));
  expect(typeof answer.body.category).toBe('string');
});
