import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { defineApi } from '../../src/define/api.ts';
import { defineServer } from '../../src/define/server.ts';
import { defineTool } from '../../src/define/tool.ts';
import { createRuntime } from '../../src/pipeline/runtime.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { failure } from './harness.ts';

afterEach(() => void vi.useRealTimers());

/** Of the SDK that most clients are made with: https://github.com/modelcontextprotocol/typescript-sdk, DEFAULT_REQUEST_TIMEOUT_MSEC */
const clientMilliseconds = 60_000;

const readOrders = defineTool({
  name: 'list_orders',
  title: 'List orders',
  description: 'Waits for a system that says nothing',
  effect: 'read',
  data: 'internal',
  scopes: ['orders:read'],
  rateLimit: { calls: 5, perSeconds: 60 },
  semantics: { entity: 'order', workflow: 'kitchen' },
  input: z.object({}),
  output: z.object({}),
  examples: [{ title: 'All', input: {} }],
  handler: () => new Promise<Record<string, never>>(() => {}),
});

test('who set no time limit of a tool is told that it is over while the client still waits', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const runtime = createRuntime({
    server: defineServer({
      name: 'kitchen',
      title: 'Kitchen',
      instructions: 'Orders.',
      api: defineApi({
        system: 'Kitchen',
        settings: z.object({}),
        credentials: [],
        connect: () => ({}),
        check: async () => 'open',
      }),
      tools: [readOrders],
    }),
    settings: { environment: {} },
    policy: defaultPolicy,
    principal: { name: 'sam', role: 'agent_executor' },
    auditLog: { path: undefined, append: async () => undefined },
  });
  const client = { name: 'test', version: '1', canAsk: false };
  const { signal } = new AbortController();
  const call = failure(runtime.callTool({ name: 'list_orders', arguments: {}, client, signal }));
  const told = vi.fn();
  call.then(told);

  await vi.advanceTimersByTimeAsync(clientMilliseconds - 5000);

  expect(told).toHaveBeenCalledWith(expect.objectContaining({ code: 'timeout' }));
});
