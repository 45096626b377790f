import { expect, test } from 'vitest';
import * as z from 'zod';
import type { AuditRecord } from '../../src/audit/audit-record.ts';
import { type ConnectContext, defineApi } from '../../src/define/api.ts';
import { defineServer } from '../../src/define/server.ts';
import { defineTool } from '../../src/define/tool.ts';
import { currentCall } from '../../src/pipeline/current-call.ts';
import { createRuntime } from '../../src/pipeline/runtime.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';

type InBackground = ConnectContext<unknown>['inBackground'];

const watchLetters = defineTool({
  name: 'watch_letters',
  title: 'Watch letters',
  description: 'Copies each letter that comes',
  effect: 'create',
  data: 'internal',
  scopes: ['letters:write'],
  rateLimit: { calls: 5, perSeconds: 60 },
  semantics: { entity: 'letter', workflow: 'post' },
  input: z.object({ box: z.string().describe('Box') }),
  output: z.object({}),
  examples: [{ title: 'One', input: { box: 'a' } }],
  handler: async () => ({}),
});

/** What a connected api is given to work in the background, and the trail of it. */
async function connect(policy: Partial<Policy> = {}) {
  const records: AuditRecord[] = [];
  const trail = { isBroken: false };
  const connected = Promise.withResolvers<InBackground>();
  const api = defineApi({
    system: 'Post',
    settings: z.object({}),
    credentials: [],
    connect: ({ inBackground }) => connected.resolve(inBackground),
    check: async () => 'open',
  });
  const append = async (record: AuditRecord) => {
    if (trail.isBroken) throw new Error('disk full');
    records.push(record);
  };
  const runtime = createRuntime({
    server: defineServer({ name: 'post', title: 'Post', instructions: 'Letters.', api, tools: [watchLetters] }),
    settings: { environment: {} },
    policy: { ...defaultPolicy, ...policy },
    principal: { name: 'sam', role: 'agent_executor' },
    auditLog: { path: undefined, append },
  });
  const client = { name: 'test', version: '1', canAsk: false };
  await runtime.callTool({ name: 'health_check', arguments: {}, client, signal: new AbortController().signal });
  records.splice(0);
  return { records, trail, inBackground: await connected.promise };
}

test('work in the background is on record before and after, and its requests are a write of the tool', async () => {
  const { records, inBackground } = await connect();
  const seen: unknown[] = [];

  await inBackground({
    tool: 'watch_letters',
    input: { box: 'a' },
    async run() {
      const { tool, effect } = currentCall.getStore() ?? {};
      seen.push([tool, effect, records.map(({ event }) => event)]);
    },
  });

  expect(seen).toEqual([['watch_letters', 'create', ['background.intent']]]);
  expect(records).toMatchObject([
    { event: 'background.intent', name: 'watch_letters', arguments: { names: ['box'] }, principal: { name: 'sam' } },
    { event: 'background.outcome', name: 'watch_letters', status: 'ok' },
  ]);
});

test('work in the background is not done in read-only mode, nor off the record', async () => {
  const readOnly = await connect({ readOnly: true });
  const offRecord = await connect();
  offRecord.trail.isBroken = true;
  let done = 0;
  const work = {
    tool: 'watch_letters',
    input: {},
    async run() {
      done += 1;
    },
  };

  await expect(readOnly.inBackground(work)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(offRecord.inBackground(work)).rejects.toMatchObject({ code: 'unavailable' });

  expect(done).toBe(0);
  expect(readOnly.records.at(-1)).toMatchObject({ event: 'background.outcome', status: 'error', code: 'forbidden' });
});
