import { describe, expect, test } from 'vitest';
import { documentedLimits } from '../simulator/limits.ts';
import { expenseLine, noLimits, openCompany } from './company-client.ts';

const basic = { authorization: `Basic ${Buffer.from('SANDBOX0CLIENT:sandbox-client-secret').toString('base64')}` };

/** Exchanges a refresh token. */
async function refresh({ simulator }: ReturnType<typeof openCompany>, token: string, headers = basic) {
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token });
  const response = await simulator.fetch('https://oauth.example/oauth2/v1/tokens/bearer', {
    method: 'POST',
    body,
    headers,
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

describe('tokens', () => {
  test('a refresh token is replaced after a day, and works for a day more', async () => {
    const company = openCompany();
    const { clock, simulator } = company;
    const day = 86_400_000;

    const first = await refresh(company, simulator.refreshToken);
    clock.advance(day);
    const second = await refresh(company, simulator.refreshToken);
    clock.advance(day - 1);
    const within = await refresh(company, simulator.refreshToken);
    clock.advance(1);
    const over = await refresh(company, simulator.refreshToken);
    const newest = await refresh(company, second.body.refresh_token);

    expect(first.body).toMatchObject({ token_type: 'bearer', expires_in: 3600, x_refresh_token_expires_in: 8_726_400 });
    expect(first.body.refresh_token).toBe(simulator.refreshToken);
    expect(second.body.refresh_token).not.toBe(simulator.refreshToken);
    expect([within.status, over.status, over.body.error, newest.status]).toEqual([200, 400, 'invalid_grant', 200]);
  });

  test('a refresh token that is not used for a hundred days ends; a wrong app is refused with 401', async () => {
    const company = openCompany();

    const wrong = await refresh(company, company.simulator.refreshToken, { authorization: 'Basic bm9ib2R5Og==' });
    company.clock.advance(8_726_400_000);
    const late = await refresh(company, company.simulator.refreshToken);

    expect([wrong.status, wrong.body.error]).toEqual([401, 'invalid_client']);
    expect([late.status, late.body.error]).toEqual([400, 'invalid_grant']);
  });

  test('an access token ends after an hour, opens its own company alone, and is gone once revoked', async () => {
    const company = openCompany();
    const { clock, simulator, call } = company;
    const { body } = await refresh(company, simulator.refreshToken);
    const headers = { authorization: `Bearer ${body.access_token}` };
    const statusOf = async () => (await call('GET', '/preferences', undefined, headers)).status;

    const fresh = await statusOf();
    const other = await simulator.fetch('https://quickbooks.example/v3/company/12345/preferences', { headers });
    clock.advance(3_600_000);
    const expired = await call('GET', '/preferences', undefined, headers);
    const { body: again } = await refresh(company, simulator.refreshToken);
    const form = new URLSearchParams({ token: simulator.refreshToken });
    await simulator.fetch('https://oauth.example/v2/oauth2/tokens/revoke', {
      method: 'POST',
      body: form,
      headers: basic,
    });
    const revoked = await call('GET', '/preferences', undefined, { authorization: `Bearer ${again.access_token}` });

    expect([fresh, other.status, expired.status, revoked.status]).toEqual([200, 403, 401, 401]);
    expect(expired.body.fault).toMatchObject({
      type: 'AUTHENTICATION',
      error: [{ code: '3200', detail: 'Token expired' }],
    });
  });
});

test('the 11th request of a second is refused, and the 501st of a minute', async () => {
  const { clock, get } = openCompany({ limits: documentedLimits });
  const statuses: number[] = [];

  for (let count = 0; count < 11; count += 1) statuses.push((await get('/term/1')).status);
  for (let count = 10; count < 500; count += 1) {
    if (count % 10 === 0) clock.advance(1000);
    statuses.push((await get('/term/1')).status);
  }
  clock.advance(1000);
  const full = await get('/term/1');

  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  expect(statuses[10]).toBe(429);
  expect(full.status).toBe(429);
  expect(full.body.fault.error[0].message).toBe('message=ThrottleExceeded; errorCode=003001; statusCode=429');
});

test('the 201st report of a minute is refused, and nothing else', async () => {
  const { get } = openCompany({ limits: { ...noLimits, reportsPerMinute: 200 } });
  const statuses: number[] = [];

  for (let count = 0; count < 201; count += 1) statuses.push((await get('/reports/TrialBalance?end_date=now')).status);
  const other = await get('/term/1');

  expect([statuses[199], statuses[200], other.status]).toEqual([400, 429, 200]);
});

test('the same requestid gets the first answer again and happens once', async () => {
  const { post, simulator } = openCompany();
  const bill = { VendorRef: { value: '101' }, Line: [expenseLine(12.5)] };

  const first = await post('/bill?requestid=one', bill);
  const before = simulator.digest();
  const again = await post('/bill?requestid=one', { ...bill, Line: [expenseLine(99)] });
  const refused = await post('/bill?requestid=two', { ...bill, VendorRef: { value: '9' } });
  const mended = await post('/bill?requestid=two', bill);

  expect(again.body).toEqual(first.body);
  expect(again.headers.get('intuit_tid')).not.toBe(first.headers.get('intuit_tid'));
  expect([refused.status, mended.status]).toEqual([400, 200]);
  expect(mended.body.Bill.Id).not.toBe(first.body.Bill.Id);
  expect(simulator.digest()).not.toBe(before);
});
