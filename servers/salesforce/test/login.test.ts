import { generateKeyPairSync } from 'node:crypto';
import { systemClock } from '@bizmcp/testkit/simulator';
import { expect, test } from 'vitest';
import type { SalesforceSimulator } from '../simulator/salesforce-simulator.ts';
import { base } from './org-client.ts';
import { openServer } from './server-client.ts';

const org = { SALESFORCE_INSTANCE_URL: base };
const app = ({ oauth }: SalesforceSimulator) => ({ ...org, SALESFORCE_CLIENT_ID: oauth.clientId });
const withSecret = (simulator: SalesforceSimulator) => ({
  ...app(simulator),
  SALESFORCE_CLIENT_SECRET: simulator.oauth.clientSecret,
});
const withPassword = (simulator: SalesforceSimulator) => ({
  ...withSecret(simulator),
  SALESFORCE_USERNAME: simulator.login.username,
  SALESFORCE_PASSWORD: simulator.login.password,
  SALESFORCE_SECURITY_TOKEN: simulator.login.securityToken,
});

const logins = ({ requests }: SalesforceSimulator) =>
  requests.filter(({ path }) => path === '/services/oauth2/token').length;

test('an app with a secret gets its session by client credentials', async () => {
  const { call, simulator } = openServer({ settings: withSecret });

  const { value } = await call('get_limits', {});

  expect(value.api_requests.max).toBeGreaterThan(0);
  expect(logins(simulator)).toBe(1);
});

test('a private key signs for its user, and for no other', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const signed = (username?: string) => (simulator: SalesforceSimulator) => ({
    ...app(simulator),
    SALESFORCE_USERNAME: username ?? simulator.login.username,
    SALESFORCE_PRIVATE_KEY: privateKey,
  });

  const right = await openServer({ clock: systemClock, publicKey, settings: signed() }).call('get_limits', {});
  const wrong = await openServer({ clock: systemClock, publicKey, settings: signed('someone@else.example') }).call(
    'get_limits',
    {},
  );

  expect(right.value.api_requests.max).toBeGreaterThan(0);
  expect(wrong.error?.code).toBe('unauthenticated');
});

test('a refresh token is replaced at each use, and the session renewed when Salesforce has ended it', async () => {
  const { call, clock, simulator } = openServer({
    sessionSeconds: 60,
    settings: (org) => ({ ...withSecret(org), SALESFORCE_REFRESH_TOKEN: org.oauth.refreshToken }),
  });

  for (let round = 0; round < 3; round += 1) {
    const { error } = await call('get_limits', {});
    expect(error).toBeUndefined();
    clock.advance(61_000);
  }

  expect(logins(simulator)).toBe(3);
  expect(simulator.requests.filter(({ status }) => status === 401)).toHaveLength(2);
});

test('the address of the org comes with the login where none is set', async () => {
  const { call, simulator } = openServer({
    settings: ({ oauth }) => ({
      SALESFORCE_CLIENT_ID: oauth.clientId,
      SALESFORCE_CLIENT_SECRET: oauth.clientSecret,
      SALESFORCE_REFRESH_TOKEN: oauth.refreshToken,
    }),
  });

  const { error } = await call('get_limits', {});

  expect(error).toBeUndefined();
  expect(simulator.requests.map(({ path }) => path)).toEqual(['/services/oauth2/token', '/services/data/v68.0/limits']);
});

test('a user with a password logs in once, and again when the session has ended', async () => {
  const { call, clock, simulator } = openServer({ sessionSeconds: 60, settings: withPassword });

  await Promise.all([call('get_limits', {}), call('describe_object', { object_type: 'Lead' })]);
  clock.advance(61_000);
  const { error } = await call('get_limits', {});

  expect(error).toBeUndefined();
  expect(logins(simulator)).toBe(2);
});

test('whose session it is, is told of a new one when the old one has ended', async () => {
  const { call, clock, simulator } = openServer({ sessionSeconds: 60, settings: withPassword });
  await call('get_limits', {});
  clock.advance(61_000);

  const { value, error } = await call('health_check', {});

  expect(error).toBeUndefined();
  expect(JSON.stringify(value)).toContain('answers as');
  expect(logins(simulator)).toBe(2);
});

test('an org that allows no passwords says so, and the password is not repeated', async () => {
  const { call, simulator } = openServer({ allowsPasswords: false, settings: withPassword });

  const { error } = await call('create_record', { object_type: 'Lead', fields: { LastName: 'A', Company: 'B' } });

  expect(error?.code).toBe('not_configured');
  expect(error?.message).toBe('Salesforce does not allow this way of logging in. Configure another.');
  expect(JSON.stringify([error?.message, error?.details])).not.toContain(simulator.login.password);
});

test('a session that has ended and cannot be renewed is told, once', async () => {
  const { call, simulator } = openServer({ extraSettings: { SALESFORCE_ACCESS_TOKEN: '00DHp!over' } });

  const { error } = await call('get_limits', {});

  expect(error?.code).toBe('unauthenticated');
  expect(error?.message).toContain('log in again');
  expect(simulator.requests).toHaveLength(1);
});

test.each([
  [{}, 'SALESFORCE_CLIENT_ID'],
  [{ ...org, SALESFORCE_CLIENT_SECRET: 'x' }, 'SALESFORCE_CLIENT_ID'],
  [{ ...org, SALESFORCE_ACCESS_TOKEN: 'x', SALESFORCE_API_VERSION: '68' }, 'SALESFORCE_API_VERSION'],
])('settings that are not enough are told before anything is sent: %j', async (settings, told) => {
  const { call, simulator } = openServer({ settings: () => settings });

  const { error } = await call('get_limits', {});

  expect(error?.code).toBe('not_configured');
  expect(error?.message).toContain(told);
  expect(simulator.requests).toEqual([]);
});

test.each([
  'https://harborline.my.salesforce.com/',
  'https://harborline.lightning.force.com/lightning/page/home',
  'https://harborline.my.salesforce-setup.com/lightning/setup/SetupOneHome/home',
])('the address of a page of the org is as good as its own: %s', async (address) => {
  const { call, origins } = openServer({ extraSettings: { SALESFORCE_INSTANCE_URL: address } });

  const { error } = await call('get_limits', {});

  expect(error).toBeUndefined();
  expect([...origins]).toEqual(['https://harborline.my.salesforce.com']);
});
