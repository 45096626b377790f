import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { defineApi } from '../../src/define/api.ts';
import { defineServer } from '../../src/define/server.ts';
import { defineTool } from '../../src/define/tool.ts';
import type { Upstream } from '../../src/http/upstream.ts';
import { createRuntime } from '../../src/pipeline/runtime.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { sendJson, startVendor } from '../http/vendor.ts';
import { failure } from './harness.ts';

const bookTable = defineTool({
  name: 'create_booking',
  title: 'Book a table',
  description: 'Books a table',
  effect: 'create',
  data: 'internal',
  scopes: ['bookings:write'],
  rateLimit: { calls: 9, perSeconds: 60 },
  semantics: { entity: 'booking', workflow: 'kitchen' },
  timeoutSeconds: 0.5,
  input: z.object({ table: z.string().describe('Table') }),
  output: z.object({ id: z.string().describe('Identifier') }),
  examples: [{ title: 'One', input: { table: '1' } }],
  handler: ({ input, api }: { input: { table: string }; api: Upstream }) =>
    api.json(z.object({ id: z.string() }), { method: 'POST', path: ['bookings', input.table] }),
});

const listTables = defineTool({
  name: 'list_tables',
  title: 'List tables',
  description: 'Lists tables, which takes for ever',
  effect: 'read',
  data: 'internal',
  scopes: ['bookings:read'],
  rateLimit: { calls: 9, perSeconds: 60 },
  semantics: { entity: 'table', workflow: 'kitchen' },
  input: z.object({}),
  output: z.object({}),
  examples: [{ title: 'All', input: {} }],
  handler: ({ api }: { api: Upstream }) => api.json(z.object({}), { path: ['tables'] }),
});

/** Books as a user who says yes, at a vendor that takes one request at a time. */
function kitchen(baseUrl: string) {
  const runtime = createRuntime({
    server: defineServer({
      name: 'kitchen',
      title: 'Kitchen',
      instructions: 'Bookings.',
      api: defineApi({
        system: 'Kitchen',
        settings: z.object({}),
        credentials: [],
        connect: ({ createUpstream }) => createUpstream({ baseUrl, requestIdHeaders: [], concurrency: 1 }),
        check: async () => 'open',
      }),
      tools: [bookTable, listTables],
    }),
    settings: { environment: {} },
    policy: defaultPolicy,
    principal: { name: 'sam', role: 'agent_executor' },
    auditLog: { path: undefined, append: async () => {} },
  });
  const client = { name: 'test', version: '1', canAsk: false };
  const list = (signal: AbortSignal) => runtime.callTool({ name: 'list_tables', arguments: {}, client, signal });
  const book = (more: object = {}) => {
    const { signal } = new AbortController();
    return runtime.callTool({ name: 'create_booking', arguments: { table: '2', ...more }, client, signal });
  };
  return { list, book };
}

test('a write whose time is over before its turn is told as not sent, and goes on with the same yes', async () => {
  const vendor = await startVendor((response, { url }) => {
    if (url !== '/tables') sendJson(response, 201, { id: '1' });
  });
  const { list, book } = kitchen(vendor.url);
  const yes = { confirm_token: (await failure(book())).details.confirmToken };
  const stop = new AbortController();
  const listing = failure(list(stop.signal));
  while (vendor.arrived.length === 0) await delay(2);

  const late = await failure(book(yes));

  expect(late).toMatchObject({ code: 'timeout', message: expect.stringContaining('nothing was sent') });
  expect(late.details.hint).toContain('same confirm_token');
  expect((await failure(book())).details.preview).not.toContain('may or may not');
  stop.abort();
  await listing;
  await expect(book(yes)).resolves.toMatchObject({ value: { id: '1' } });
  expect(vendor.arrived.map(({ url }) => url)).toEqual(['/tables', '/bookings/2']);
});
