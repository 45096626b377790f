import { mkdtempSync } from 'node:fs';
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

const sendNote = defineTool({
  name: 'send_note',
  title: 'Send a note',
  description: 'Sends a note',
  effect: 'send',
  data: 'internal',
  scopes: [],
  rateLimit: { calls: 5, perSeconds: 60 },
  semantics: { entity: 'note', workflow: 'post' },
  input: z.object({}),
  output: z.object({}),
  examples: [{ title: 'One', input: {} }],
  handler: async () => ({}),
});

const notes = defineServer({
  name: 'notes',
  title: 'Notes',
  instructions: 'Notes.',
  api: defineApi({ system: 'N', settings: z.object({}), credentials: [], connect: () => 0, check: async () => 'up' }),
  tools: [sendNote],
});

const closers: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.allSettled(closers.splice(0).map(async (close) => close()));
  vi.unstubAllEnvs();
});

/** What the calls of a server that was started in this environment end with. */
async function started(environment: Record<string, string>) {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const deployment = await readDeployment(readFlags([], []), { XDG_CONFIG_HOME: '/nowhere' });
  const options = {
    manifest: { name: 'notes', version: '1.2.3', description: '', bin: {} },
    surface: {},
    server: async () => notes,
    sandbox: async () => ({ settings: {}, transport: fetch }),
  };
  const { runtime } = await loadRuntime(options, deployment, {
    onShutdown: (closer) => closers.push(closer),
    changed() {},
  });
  const request = { arguments: {}, client: { name: 'test', version: '1', canAsk: false } };
  return async (name: string) => {
    const calling = runtime.callTool({ ...request, name, signal: new AbortController().signal });
    return calling.catch((reason: unknown) => reason);
  };
}

test('a server starts without its state: it reads, and says with each write why not', { timeout: 5000 }, async () => {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-no-state-'));
  const call = await started({ BIZMCP_HOME: home, BIZMCP_STATE: 'sqlite:/proc/nowhere/state.sqlite' });

  expect(await call('health_check')).toMatchObject({
    value: { status: 'degraded', checks: { audit: { status: 'healthy' }, state: { status: 'degraded' } } },
  });
  expect(await call('send_note')).toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('make room for the state file'),
  });
});

test('a server starts where nothing at all can be written, and refuses each write', { timeout: 5000 }, async () => {
  const call = await started({ BIZMCP_HOME: '/proc/nowhere' });

  expect(await call('health_check')).toMatchObject({
    value: { status: 'unhealthy', checks: { audit: { status: 'unhealthy' }, state: { status: 'degraded' } } },
  });
  expect(await call('send_note')).toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('audit trail of this server cannot be written'),
  });
});
