import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import * as z from 'zod';
import { defineApi } from '../../src/define/api.ts';
import { defineServer } from '../../src/define/server.ts';
import { readDeployment } from '../../src/serve/deployment.ts';
import { readFlags } from '../../src/serve/flags.ts';
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

function versionsIn(home: string): unknown[] {
  const folder = join(home, 'audit');
  const text = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
  return [
    ...new Set(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).where.version),
    ),
  ];
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
