import { expect, test } from 'vitest';
import * as z from 'zod';
import { defineApi } from '../../src/define/api.ts';
import { defineServer } from '../../src/define/server.ts';
import { surfaceOf } from '../../src/define/surface.ts';
import { defineTool } from '../../src/define/tool.ts';
import type { Answer } from '../../src/pipeline/call.ts';
import { createRuntime } from '../../src/pipeline/runtime.ts';
import { defaultPolicy, defaultRole } from '../../src/policy/policy.ts';
import { resultOf } from '../../src/serve/mcp/tool-result.ts';

const picture = new Uint8Array([137, 80, 78, 71]);

const report = defineTool({
  name: 'get_report',
  title: 'Get a report',
  description: 'A report',
  effect: 'read',
  data: 'internal',
  scopes: [],
  rateLimit: { calls: 100, perSeconds: 60 },
  semantics: { entity: 'report', workflow: 'books' },
  input: z.object({ format: z.enum(['data', 'page']).default('data').describe('Form') }),
  output: z.object({
    profit: z.string().describe('Profit'),
    account: z.string().describe('Account').meta({ class: 'restricted', pii: 'iban' }),
  }),
  examples: [{ title: 'As data', input: {} }],
  handler: async () => ({ profit: '12.50', account: 'DE89370400440532013000' }),
  page: async ({ profit, account }, { format }) =>
    format === 'page' ? { markdown: `# Profit ${profit} in ${account}`, picture } : undefined,
});

const server = defineServer({
  name: 'books',
  title: 'Books',
  instructions: 'Books.',
  api: defineApi({
    system: 'Books',
    settings: z.object({}),
    credentials: [],
    connect: () => ({}),
    check: async () => 'ok',
  }),
  tools: [report],
});

async function call(input: object): Promise<Extract<Answer, { kind: 'result' }>> {
  const runtime = createRuntime({
    server,
    settings: { environment: {} },
    policy: defaultPolicy,
    principal: { name: 'sam', role: defaultRole },
    auditLog: { path: undefined, append: async () => {} },
  });
  const client = { name: 'test', version: '1', canAsk: true };
  const { signal } = new AbortController();
  const answer = await runtime.callTool({ name: 'get_report', arguments: input, client, signal });
  if (answer.kind !== 'result') throw new Error('no result');
  return answer;
}

test('an answer asked for as a page is text and a picture, without fields that would make a client drop the picture', async () => {
  const result = resultOf(await call({ format: 'page' }));

  expect(result.structuredContent).toBeUndefined();
  expect(result.content).toEqual([
    { type: 'text', text: expect.stringContaining('# Profit 12.50') },
    { type: 'image', data: Buffer.from(picture).toString('base64'), mimeType: 'image/png' },
  ]);
});

test('a page shows no more than the masked answer does', async () => {
  const { page } = await call({ format: 'page' });

  expect(page?.markdown).not.toContain('DE89370400440532013000');
});

test('the same tool answers with its fields when no page is asked for', async () => {
  const answer = await call({});

  expect(answer.page).toBeUndefined();
  expect(resultOf(answer).structuredContent).toMatchObject({ profit: '12.50' });
});

test('a page made of an old answer says since when it is old', () => {
  const page = { markdown: '# Profit' };
  const [text] = resultOf({ kind: 'result', value: {}, stale: { since: '2026-01-31T00:00:00Z' }, page }).content;

  expect(text).toMatchObject({ text: expect.stringContaining('true at 2026-01-31T00:00:00Z') });
});

test('the surface marks a tool that answers with pages', () => {
  expect(surfaceOf(server).tools.map(({ name, page }) => [name, page ?? false])).toEqual([
    ['get_report', true],
    ['health_check', false],
  ]);
});
