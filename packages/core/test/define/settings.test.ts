import { expect, test } from 'vitest';
import * as z from 'zod';
import type { CredentialOption } from '../../src/define/api.ts';
import { readSettings } from '../../src/define/settings.ts';

const schema = z.object({
  SHOP_TOKEN: z.string().optional().describe('Token').meta({ secret: true }),
  SHOP_USER: z.string().optional().describe('User'),
  SHOP_PASSWORD: z.string().optional().describe('Password').meta({ secret: true }),
  SHOP_URL: z.url().default('https://shop.example').describe('Address'),
});
const credentials = [
  { title: 'Token', settings: ['SHOP_TOKEN'], how: 'Make one under Settings.' },
  { title: 'User', settings: ['SHOP_USER', 'SHOP_PASSWORD'], how: 'Ask the owner.' },
];
const read = (environment: Record<string, string>, file?: Record<string, string>) =>
  readSettings(schema, credentials, { environment, ...(file && { file }) });

test('any one complete way to authenticate is enough', () => {
  expect(read({ SHOP_TOKEN: 'abc' })).toMatchObject({
    ok: true,
    settings: { SHOP_TOKEN: 'abc', SHOP_URL: 'https://shop.example' },
  });
  expect(read({ SHOP_USER: 'sam', SHOP_PASSWORD: 'hush' })).toMatchObject({ ok: true, secrets: ['hush'] });
});

test.each(['', '   ', ['$', '{SHOP_TOKEN}'].join('')])('a value of %j counts as not set', (value) => {
  const result = read({ SHOP_TOKEN: value });

  expect(result).toMatchObject({ ok: false, problem: expect.stringContaining('SHOP_TOKEN. Make one under Settings.') });
  expect(result).toMatchObject({ problem: expect.stringContaining('Or: User: set SHOP_USER, SHOP_PASSWORD') });
});

test('a way that was begun is the one whose rest is asked for', () => {
  const result = read({ SHOP_USER: 'sam' });

  expect(result).toMatchObject({
    ok: false,
    problem: expect.stringContaining('User: set SHOP_PASSWORD. Ask the owner.'),
  });
  expect(result).not.toMatchObject({ problem: expect.stringContaining('SHOP_TOKEN') });
});

test('the environment wins over the file', () => {
  expect(read({ SHOP_TOKEN: 'env' }, { SHOP_TOKEN: 'file' })).toMatchObject({ settings: { SHOP_TOKEN: 'env' } });
  expect(read({}, { SHOP_TOKEN: 'file' })).toMatchObject({ settings: { SHOP_TOKEN: 'file' } });
});

test('a setting that the server does not know is refused by name', () => {
  expect(read({ SHOP_TOKEN: 'abc' }, { SHOP_TOKNE: 'x' })).toMatchObject({
    ok: false,
    problem: expect.stringContaining('SHOP_TOKNE'),
  });
});

test('a wrong value is refused without being repeated', () => {
  const result = read({ SHOP_TOKEN: 'abc', SHOP_URL: 'not-an-address' });

  expect(result).toMatchObject({ ok: false, problem: expect.stringContaining('SHOP_URL') });
  expect(JSON.stringify(result)).not.toContain('not-an-address');
});

const withLogin = [
  { title: 'App', settings: ['SHOP_USER', 'SHOP_TOKEN'], fromLogin: ['SHOP_TOKEN'], how: 'Register an app.' },
];
const readApp = (environment: Record<string, string>, options: readonly CredentialOption[] = withLogin) =>
  readSettings(schema, options, { environment });

test('what a login brings is not demanded of the settings, and what a login needs is', () => {
  expect(readApp({ SHOP_USER: 'sam', SHOP_TOKEN: 'abc' })).not.toHaveProperty('beforeLogin');
  expect(readApp({ SHOP_USER: 'sam' })).toMatchObject({
    ok: true,
    settings: { SHOP_USER: 'sam' },
    beforeLogin: expect.stringContaining(
      'App: run this server once with --login (or set SHOP_TOKEN). Register an app.',
    ),
  });
  expect(readApp({})).toMatchObject({
    ok: false,
    problem: expect.stringContaining('set SHOP_USER, then run this server once with --login (or set SHOP_TOKEN)'),
  });
});

test('where only a login can do, no setting stands in for it', () => {
  const onlyLogin = [{ title: 'App', settings: ['SHOP_USER'], fromLogin: [], how: 'Register an app.' }];

  expect(readApp({ SHOP_USER: 'sam' }, onlyLogin)).toMatchObject({
    ok: true,
    beforeLogin: expect.stringContaining('App: run this server once with --login. Register an app.'),
  });
});

test('a complete way beside the login is enough', () => {
  const both = [...withLogin, { title: 'Password', settings: ['SHOP_PASSWORD'], how: 'Ask.' }];

  expect(readApp({ SHOP_USER: 'sam', SHOP_PASSWORD: 'hush' }, both)).not.toHaveProperty('beforeLogin');
});
