import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createStoredSettings } from '../../src/credentials/stored-settings.ts';
import { defineApi } from '../../src/define/api.ts';
import { readSettings } from '../../src/define/settings.ts';
import { settingsSourceOf } from '../../src/serve/deployment/settings-source.ts';

const scratch = mkdtempSync(join(tmpdir(), 'settings-source-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const api = defineApi({
  system: 'Shop',
  settings: z.object({
    SHOP_ID: z.string().optional().describe('Identifier'),
    SHOP_SECRET: z.string().optional().describe('Secret').meta({ secret: true }),
  }),
  credentials: [{ title: 'Pair', settings: ['SHOP_ID', 'SHOP_SECRET'], how: 'Ask for them.' }],
  connect: () => 0,
  check: async () => 'up',
});
const server = { name: 'shop', api };
const unexpanded = ['$', '{SHOP_SECRET}'].join('');

async function makeHome(): Promise<Record<string, string>> {
  const environment = { BIZMCP_HOME: mkdtempSync(join(scratch, 'home-')), BIZMCP_KEY_PLACE: 'file' };
  await createStoredSettings(environment.BIZMCP_HOME, environment).put(
    { server: 'shop' },
    { SHOP_SECRET: 'from-store' },
  );
  return environment;
}

async function readAll(
  environment: Record<string, string>,
  more: { tenant?: string; file?: Record<string, string> } = {},
) {
  const source = await settingsSourceOf(server, { file: {}, ...more }, undefined, environment);
  return readSettings(api.settings, api.credentials, source);
}

describe('stored settings', () => {
  test.each(['', unexpanded])('take the place of what is not set (%j), and are secrets', async (value) => {
    const environment = { ...(await makeHome()), BIZMCP_SETTINGS: 'stored', SHOP_ID: '7', SHOP_SECRET: value };

    expect(await readAll(environment)).toMatchObject({
      ok: true,
      settings: { SHOP_ID: '7', SHOP_SECRET: 'from-store' },
      secrets: ['from-store'],
      origin: 'Settings are complete: SHOP_ID from the environment; SHOP_SECRET from the stored settings.',
    });
  });

  test('give way to the environment, and to the settings file', async () => {
    const environment = { ...(await makeHome()), BIZMCP_SETTINGS: 'stored', SHOP_ID: '7' };

    const set = await readAll({ ...environment, SHOP_SECRET: 'from-here' });
    const inFile = await readAll(environment, { file: { SHOP_SECRET: 'from-file' } });

    expect(set).toMatchObject({ settings: { SHOP_SECRET: 'from-here' } });
    expect(inFile).toMatchObject({ settings: { SHOP_SECRET: 'from-file' } });
  });

  test('are not looked at unless the entry asks for them', async () => {
    expect(await readAll({ ...(await makeHome()), SHOP_ID: '7' })).toMatchObject({
      ok: false,
      problem: expect.stringContaining('set SHOP_SECRET'),
    });
  });

  test('are not opened where all is set', async () => {
    const environment = { ...(await makeHome()), BIZMCP_SETTINGS: 'stored' };
    const sourceOf = (set: Record<string, string>, file: Record<string, string> = {}) =>
      settingsSourceOf(server, { file }, undefined, { ...environment, ...set });

    expect(await sourceOf({ SHOP_ID: '7', SHOP_SECRET: 'from-here' })).not.toHaveProperty('stored');
    expect(await sourceOf({ SHOP_ID: '7' }, { SHOP_SECRET: 'from-file' })).not.toHaveProperty('stored');
    expect(await sourceOf({})).toHaveProperty('stored');
  });

  test('of one customer are not those of another', async () => {
    const environment = { ...(await makeHome()), BIZMCP_SETTINGS: 'stored', SHOP_ID: '7' };

    expect(await readAll(environment, { tenant: 'north' })).toMatchObject({ ok: false });
  });

  test('that do not open are told only where something is missing without them', async () => {
    const { BIZMCP_HOME: home = '', ...rest } = await makeHome();
    const environment = { ...rest, BIZMCP_HOME: home, BIZMCP_SETTINGS: 'stored', SHOP_ID: '7' };
    const folder = join(home, 'credentials');
    for (const name of readdirSync(folder)) if (name.endsWith('.settings')) writeFileSync(join(folder, name), '{}');

    expect(await readAll(environment)).toMatchObject({
      ok: false,
      problem: expect.stringContaining('The stored settings of shop do not open'),
    });
    expect(await readAll({ ...environment, SHOP_SECRET: '' }, { file: { SHOP_SECRET: 'from-file' } })).toMatchObject({
      ok: true,
    });
  });

  test('are nothing to the sandbox, which has settings of its own', async () => {
    const environment = { ...(await makeHome()), BIZMCP_SETTINGS: 'stored', SHOP_ID: '7' };
    const invented = { SHOP_ID: '1', SHOP_SECRET: 'invented' };

    const source = await settingsSourceOf(server, { file: {} }, invented, environment);

    expect(readSettings(api.settings, api.credentials, source)).toMatchObject({
      settings: invented,
      origin: 'Settings are complete: SHOP_ID, SHOP_SECRET from the sandbox.',
    });
  });

  test('under another word of BIZMCP_SETTINGS are a problem that is told', async () => {
    expect(await readAll({ BIZMCP_SETTINGS: 'keychain', SHOP_ID: '7', SHOP_SECRET: 'x' })).toMatchObject({
      ok: false,
      problem: 'BIZMCP_SETTINGS is "stored" or not set at all.',
    });
  });
});
