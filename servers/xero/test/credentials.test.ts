import { expect, test } from 'vitest';
import { createXeroWire } from './fake-xero.ts';

test('a custom connection gets one token for many calls, at the identity host, with its secret in the header alone', async () => {
  const xero = createXeroWire();

  await xero.call('list_tracking_categories', {});
  await xero.call('list_accounts', {});

  const [token, ...others] = xero.requests;
  expect(token).toMatchObject({ method: 'POST', host: 'identity.xero.com', path: '/connect/token' });
  expect(token?.headers.get('authorization')).toBe(`Basic ${btoa('client-1:secret-1')}`);
  const form = new URLSearchParams(String(token?.body));
  expect(form.get('grant_type')).toBe('client_credentials');
  expect(form.get('scope')).toContain('accounting.reports.profitandloss.read');
  expect(form.get('scope')).not.toContain('offline_access');
  expect(form.has('client_secret')).toBe(false);
  expect(others.map(({ headers }) => headers.get('authorization'))).toEqual(Array(3).fill('Bearer access-1'));
});

test('an app with PKCE says that a login is missing', async () => {
  const xero = createXeroWire({}, { XERO_CLIENT_ID: 'client-1' });

  const error = await xero.fail('list_accounts', {});

  expect(error.code).toBe('not_configured');
  expect(error.message).toContain('--login');
  expect(xero.requests).toEqual([]);
});

test('without credentials the error says both ways to get them', async () => {
  const error = await createXeroWire({}, {}).fail('list_accounts', {});

  expect(error.code).toBe('not_configured');
  expect(error.message).toContain('Custom connection');
  expect(error.message).toContain('http://localhost:42818/callback');
});
