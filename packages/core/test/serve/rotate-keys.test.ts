import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createTokenStore, type GrantKey, type StoredGrant } from '../../src/credentials/oauth/token-store.ts';
import { defineApi } from '../../src/define/api.ts';
import { defineServer } from '../../src/define/server.ts';
import { readDeployment } from '../../src/serve/deployment/deployment.ts';
import { readFlags } from '../../src/serve/deployment/flags.ts';
import { runLogin } from '../../src/serve/run-login.ts';

afterEach(() => vi.unstubAllEnvs());

const empty = defineServer({
  name: 'empty',
  title: 'Empty',
  instructions: 'Nothing.',
  api: defineApi({ system: 'E', settings: z.object({}), credentials: [], connect: () => 0, check: async () => 'up' }),
  tools: [],
});
const key: GrantKey = { vendor: 'acme', tenant: 'north', principal: 'sam' };

/** Runs the command line in a home of its own; gives its exit code and what it printed. */
async function rotate(home: string, ...more: string[]) {
  vi.stubEnv('BIZMCP_HOME', home);
  vi.stubEnv('BIZMCP_KEY_PLACE', 'file');
  const flags = readFlags(['--rotate-keys', ...more], []);
  const deployment = await readDeployment(flags, { XDG_CONFIG_HOME: '/nowhere' });
  const options = {
    manifest: { name: 'empty', version: '1.2.3', description: '', bin: {} },
    surface: {},
    server: async () => empty,
    sandbox: async () => ({ settings: {}, transport: fetch }),
  };
  let printed = '';
  if (flags.mode !== 'rotate-keys') throw new Error(`the mode is ${flags.mode}`);
  const code = await runLogin(flags.mode, options, deployment, async (text) => {
    printed += text;
  });
  return { code, printed };
}

test('stored logins are sealed with a new key, still open, and the rotation is on record', async () => {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-rotate-'));
  const grant: StoredGrant = { accessToken: 'access-token-1', obtainedAt: 1, expiresAt: 2, generation: 1, details: {} };
  const store = createTokenStore(home, { BIZMCP_KEY_PLACE: 'file' });
  await store.write(key, grant);
  const file = join(home, 'credentials', 'master.key');
  const former = readFileSync(file, 'utf8');

  const { code, printed } = await rotate(home);

  expect(code).toBe(0);
  expect(printed).toContain('sealed with a new key');
  expect(readFileSync(file, 'utf8')).not.toContain(former);
  expect(printed).not.toContain(readFileSync(file, 'utf8'));
  expect(await createTokenStore(home, { BIZMCP_KEY_PLACE: 'file' }).read(key)).toEqual(grant);
  const folder = join(home, 'audit');
  const trail = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(trail.join('')).toContain('"credentials.rotate_keys"');
});

test.each([
  [['--sandbox'], 'The sandbox stores no login'],
  [['--rotate-kes'], "can't be understood"],
])('with %s nothing is rotated, and the reason is printed', async (flags, reason) => {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-rotate-'));
  await createTokenStore(home, { BIZMCP_KEY_PLACE: 'file' }).describeKey();

  const { code, printed } = await rotate(home, ...flags);

  expect(code).toBe(1);
  expect(printed).toContain(reason);
});
