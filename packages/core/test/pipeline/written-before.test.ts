import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import * as z from 'zod';
import type { AuditRecord } from '../../src/audit/audit-record.ts';
import { defineApi } from '../../src/define/api.ts';
import { defineServer } from '../../src/define/server.ts';
import { defineTool } from '../../src/define/tool.ts';
import type { Upstream } from '../../src/http/upstream.ts';
import { createRuntime } from '../../src/pipeline/runtime.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { sendJson, startVendor } from '../http/vendor.ts';
import { failure } from './harness.ts';

const ways = [
  'waits until it is ended',
  'waits to be told',
  'stumbles',
  'is refused a second change',
  'is refused a look at it',
] as const;
type Way = (typeof ways)[number];

const orderDish = defineTool({
  name: 'create_order',
  title: 'Order a dish',
  description: 'Orders a dish and then goes wrong as it is told',
  effect: 'create',
  data: 'internal',
  scopes: ['orders:write'],
  rateLimit: { calls: 5, perSeconds: 60 },
  semantics: { entity: 'order', workflow: 'kitchen' },
  timeoutSeconds: 1,
  input: z.object({ way: z.enum(ways).describe('Way') }),
  output: z.object({ id: z.string().describe('Identifier') }),
  examples: [{ title: 'One', input: { way: 'stumbles' } }],
  async handler({ input: { way }, api, signal }: { input: { way: string }; api: Upstream; signal: AbortSignal }) {
    await api.json(z.unknown(), { method: 'POST', path: ['orders'], body: { dish: 'soup' } });
    if (way === 'is refused a second change') await api.json(z.unknown(), { method: 'POST', path: ['tables'] });
    if (way === 'is refused a look at it') await api.json(z.unknown(), { path: ['orders', 1] });
    if (way === 'stumbles') throw new TypeError('odd');
    await delay(60_000, undefined, way === 'waits to be told' ? { signal, ref: false } : { ref: false });
    return { id: '1' };
  },
});

/** Orders as a user who said yes, at a vendor that takes the order. */
async function order(way: Way) {
  const vendor = await startVendor((response, { url }) => sendJson(response, url === '/orders' ? 202 : 409, {}));
  const records: AuditRecord[] = [];
  const runtime = createRuntime({
    server: defineServer({
      name: 'kitchen',
      title: 'Kitchen',
      instructions: 'Orders.',
      api: defineApi({
        system: 'Kitchen',
        settings: z.object({}),
        credentials: [],
        connect: ({ createUpstream }) => createUpstream({ baseUrl: vendor.url, requestIdHeaders: [] }),
        check: async () => 'open',
      }),
      tools: [orderDish],
    }),
    settings: { environment: {} },
    policy: defaultPolicy,
    principal: { name: 'sam', role: 'agent_executor' },
    auditLog: { path: undefined, append: async (record) => void records.push(record) },
  });
  const client = { name: 'test', version: '1', canAsk: false };
  const call = (more: object) =>
    runtime.callTool({
      name: 'create_order',
      arguments: { way, ...more },
      client,
      signal: new AbortController().signal,
    });
  const { details } = await failure(call({}));
  const error = await failure(call({ confirm_token: details.confirmToken }));
  const orders = vendor.arrived.filter(({ url }) => url === '/orders');
  return { error, arrived: orders.length, outcome: records.at(-1) };
}

test.each(ways)('nobody is told to try a write again that the system took, where its handler then %s', async (way) => {
  const { error, arrived, outcome } = await order(way);

  expect(arrived).toBe(1);
  expect(error.code).toBe('unknown_outcome');
  expect(error.message).toContain('look up what was done');
  expect(outcome).toMatchObject({ code: 'unknown_outcome', upstream: { hasWritten: true } });
});
