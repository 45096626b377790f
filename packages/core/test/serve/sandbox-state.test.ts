import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import * as z from 'zod';
import { defineApi } from '../../src/define/api.ts';
import { defineServer } from '../../src/define/server.ts';
import { readDeployment } from '../../src/serve/deployment/deployment.ts';
import { readFlags } from '../../src/serve/deployment/flags.ts';
import { loadRuntime } from '../../src/serve/load-runtime.ts';

const formerHome = process.env.BIZMCP_HOME;
afterEach(() => {
  if (formerHome === undefined) delete process.env.BIZMCP_HOME;
  else process.env.BIZMCP_HOME = formerHome;
});

const empty = defineServer({
  name: 'empty',
  title: 'Empty',
  instructions: 'Nothing.',
  api: defineApi({
    system: 'Empty',
    settings: z.object({}),
    credentials: [],
    connect: () => 0,
    check: async () => 'up',
  }),
  tools: [],
});

async function checkOnce(args: string[]): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-sandbox-'));
  process.env.BIZMCP_HOME = home;
  const closers: (() => unknown)[] = [];
  const deployment = await readDeployment(readFlags(args, []), { XDG_CONFIG_HOME: '/nowhere' });
  const options = {
    manifest: { name: 'empty', version: '1.2.3', description: '', bin: {} },
    surface: {},
    server: async () => empty,
    sandbox: async () => ({ settings: {}, transport: fetch }),
  };
  const { runtime } = await loadRuntime(options, deployment, {
    onShutdown: (closer) => closers.push(closer),
    changed() {},
  });
  const client = { name: 'test', version: '1', canAsk: false };
  await runtime.callTool({ name: 'health_check', arguments: {}, client, signal: new AbortController().signal });
  await Promise.all(closers.map((close) => close()));
  return home;
}

function recordsIn(home: string) {
  const folder = join(home, 'audit');
  const text = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function versionsIn(home: string): unknown[] {
  return [...new Set(recordsIn(home).map(({ where }) => where.version))];
}

test('a sandbox keeps nothing of its invented writes, and its audit records say what they are', async () => {
  const home = await checkOnce(['--sandbox']);

  expect(existsSync(join(home, 'state.sqlite'))).toBe(false);
  expect(versionsIn(home)).toEqual(['1.2.3+sandbox']);
});

test('a real run shares its state with the processes of the machine', async () => {
  const home = await checkOnce([]);

  expect(existsSync(join(home, 'state.sqlite'))).toBe(true);
  expect(versionsIn(home)).toEqual(['1.2.3']);
});

test('records stay for seven years, or as long as the policy says', async () => {
  const policy = join(mkdtempSync(join(tmpdir(), 'bizmcp-policy-')), 'policy.yaml');
  writeFileSync(policy, 'version: 1\npresets: [viewer]\ndefault_role: viewer\naudit: { retention_days: 30 }\n');
  const daysKept = (home: string) =>
    recordsIn(home)
      .filter(({ retention }) => retention)
      .map(({ ts, retention }) => Math.round((Date.parse(retention.until) - Date.parse(ts)) / 86_400_000));

  const [usual, chosen] = [daysKept(await checkOnce([])), daysKept(await checkOnce(['--policy', policy]))];

  expect(new Set(usual.map((days) => Math.abs(days - 2_555) <= 1))).toEqual(new Set([true]));
  expect(new Set(chosen.map((days) => Math.abs(days - 30) <= 1))).toEqual(new Set([true]));
});
