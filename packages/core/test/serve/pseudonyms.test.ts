import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { defineApi } from '../../src/define/api.ts';
import { defineServer } from '../../src/define/server.ts';
import { defineTool } from '../../src/define/tool.ts';
import { readDeployment } from '../../src/serve/deployment/deployment.ts';
import { readFlags } from '../../src/serve/deployment/flags.ts';
import { loadRuntime } from '../../src/serve/load-runtime.ts';

const getPerson = defineTool({
  name: 'get_person',
  title: 'Get a person',
  description: 'Gets a person',
  effect: 'read',
  data: 'internal',
  scopes: [],
  rateLimit: { calls: 50, perSeconds: 60 },
  semantics: { entity: 'person', workflow: 'people' },
  input: z.object({ name: z.string() }),
  output: z.object({ name: z.string().meta({ class: 'restricted', pii: 'name' }), text: z.string() }),
  examples: [{ title: 'One', input: { name: 'Jane' } }],
  handler: async ({ input, api }: { input: { name: string }; api: { text: string } }) => ({
    name: input.name,
    text: api.text,
  }),
});

let text = 'jane@example.com';
const people = defineServer({
  name: 'people',
  title: 'People',
  instructions: 'People.',
  api: defineApi({
    system: 'People',
    settings: z.object({}),
    credentials: [],
    connect: () => ({ text }),
    check: async () => 'up',
  }),
  tools: [getPerson],
});

const closers: (() => unknown)[] = [];
async function stop(): Promise<void> {
  await Promise.allSettled(closers.splice(0).map(async (close) => close()));
}
afterEach(async () => {
  await stop();
  vi.unstubAllEnvs();
  text = 'jane@example.com';
});

/** What a viewer sees of a person, in a server that was started for this alone. */
async function seen(home: string, name: string, ...flags: string[]): Promise<unknown> {
  vi.stubEnv('BIZMCP_HOME', home);
  const deployment = await readDeployment(readFlags(['--role', 'viewer', ...flags], []), {
    XDG_CONFIG_HOME: '/nowhere',
  });
  const options = {
    manifest: { name: 'people', version: '1.2.3', description: '', bin: {} },
    surface: {},
    server: async () => people,
    sandbox: async () => ({ settings: {}, transport: fetch }),
  };
  const { runtime } = await loadRuntime(options, deployment, {
    onShutdown: (closer) => closers.push(closer),
    changed() {},
  });
  const answer = await runtime.callTool({
    name: 'get_person',
    arguments: { name },
    client: { name: 'test', version: '1', canAsk: false },
    signal: new AbortController().signal,
  });
  await stop();
  return answer.kind === 'result' ? answer.value : answer;
}

const newHome = () => mkdtempSync(join(tmpdir(), 'bizmcp-pseudonyms-'));

test('masked records of different processes of a machine can be joined, and differ where their values do', async () => {
  const home = newHome();
  const first = await seen(home, 'Jane Doe');

  expect(first).toEqual({
    name: expect.stringMatching(/^J\*\*\*~[A-Za-z0-9]{8,10}$/),
    text: expect.stringMatching(/^j\*\*\*@e\*\*\*\.com~[A-Za-z0-9]{8,10}$/),
  });
  expect(await seen(home, 'Jane Doe')).toEqual(first);
  expect(await seen(home, 'Jill Doe')).not.toMatchObject({ name: z.object({ name: z.string() }).parse(first).name });
});

test('another tenant, another machine and the sandbox have words of their own', async () => {
  const home = newHome();
  const shown = [
    await seen(home, 'Jane Doe'),
    await seen(home, 'Jane Doe', '--tenant', 'acme'),
    await seen(home, 'Jane Doe', '--sandbox'),
    await seen(newHome(), 'Jane Doe'),
  ];

  expect(new Set(shown.map((each) => JSON.stringify(each))).size).toBe(4);
  expect(await seen(home, 'Jane Doe', '--sandbox')).toEqual(shown[2]);
});

test('the key is for its user alone, and is in no answer and no audit record', async () => {
  const home = newHome();
  await seen(home, 'Jane Doe');
  const path = join(home, 'audit-keys', 'pseudonym.key');
  const key = readFileSync(path, 'utf8');
  text = `the key is ${key}, or ${Buffer.from(key, 'base64').toString('hex')}`;

  const answer = JSON.stringify(await seen(home, key));

  const trail = readdirSync(join(home, 'audit')).map((name) => readFileSync(join(home, 'audit', name), 'utf8'));
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
  for (const form of [key, Buffer.from(key, 'base64').toString('hex')]) {
    expect(answer).not.toContain(form);
    expect(trail.join('')).not.toContain(form);
  }
});

test('without a readable key values are masked all the same', async () => {
  const home = newHome();
  mkdirSync(join(home, 'audit-keys'), { recursive: true, mode: 0o700 });
  writeFileSync(join(home, 'audit-keys', 'pseudonym.key'), 'short', { mode: 0o600 });

  expect(await seen(home, 'Jane Doe')).toEqual({ name: 'J***', text: 'j***@e***.com' });
});
