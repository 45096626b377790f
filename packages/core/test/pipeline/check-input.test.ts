import { expect, test } from 'vitest';
import * as z from 'zod';
import { defineApi } from '../../src/define/api.ts';
import { defineServer } from '../../src/define/server.ts';
import { defineTool } from '../../src/define/tool.ts';
import { ToolError } from '../../src/define/tool-error.ts';
import { createRuntime } from '../../src/pipeline/runtime.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';

const findLetters = defineTool({
  name: 'find_letters',
  title: 'Find letters',
  description: 'Finds letters',
  effect: 'read',
  data: 'internal',
  scopes: [],
  rateLimit: { calls: 100, perSeconds: 60 },
  semantics: { entity: 'letter', workflow: 'post' },
  input: z.object({
    ids: z.array(z.string()).max(3).optional().describe('Identifiers'),
    marks: z.record(z.string(), z.string()).optional().describe('Marks'),
    stamps: z
      .array(z.strictObject({ price: z.string(), year: z.number() }))
      .optional()
      .describe('Stamps'),
    weight: z
      .union([z.string().max(3), z.number()])
      .optional()
      .describe('Weight'),
  }),
  output: z.object({ found: z.number().describe('How many') }),
  examples: [{ title: 'One', input: { ids: ['1'] } }],
  handler: async () => ({ found: 0 }),
});

const post = defineServer({
  name: 'post',
  title: 'Post',
  instructions: 'Letters.',
  api: defineApi({
    system: 'Post',
    settings: z.object({}),
    credentials: [],
    connect: () => ({}),
    check: async () => 'open',
  }),
  tools: [
    findLetters,
    defineTool({
      ...findLetters,
      name: 'send_letters',
      effect: 'send',
      scopes: ['letters:write'],
      handler: async () => ({ found: 0 }),
    }),
  ],
});

async function problemsOf(input: Record<string, unknown>, name = 'find_letters') {
  const runtime = createRuntime({
    server: post,
    settings: { environment: {} },
    policy: defaultPolicy,
    principal: { name: 'sam', role: 'agent_executor' },
    auditLog: { path: undefined, append: async () => {} },
  });
  const client = { name: 'test', version: '1', canAsk: false };
  const signal = new AbortController().signal;
  const error: unknown = await runtime
    .callTool({ name, arguments: input, client, signal })
    .catch((reason: unknown) => reason);
  if (!(error instanceof ToolError)) throw new Error('expected a refusal');
  return error.details.fields?.map(({ path, problem }) => `${path}: ${problem}`);
}

test.each([
  [{ ids: '["1",2' }, ['ids: Invalid input: expected array, received string; send it as JSON, not as text']],
  [{ ids: 'longer than three' }, ['ids: Invalid input: expected array, received string; send it as JSON, not as text']],
  [{ marks: '{"a":"b"' }, ['marks: Invalid input: expected record, received string; send it as JSON, not as text']],
  [{ weight: {} }, ['weight: Invalid input: expected string or number']],
  [{ ids: [true, 'a'] }, ['ids.0: Invalid input: expected string, received boolean']],
  [{ ids: ['1', '2', '3', '4'] }, ['ids: Too big: expected array to have <=3 items']],
])('wrong input is told once, with what to send instead: %j', async (input, problems) => {
  expect(await problemsOf(input)).toEqual(problems);
});

test('an unknown field below the top is told with the fields that stand there', async () => {
  expect(await problemsOf({ stamps: [{ price: '1', year: 1912, rabat: 1 }] })).toEqual([
    'stamps.0: Unrecognized key: "rabat"; it takes price, year',
  ]);
});

test.each([
  { ids: ['[masked]'] },
  { marks: { to: 'write to j***@e***.com~aB3dE6gH9k today' } },
  { marks: { iban: 'DE***3000~aB3dE6gH9k' } },
])('no write stores a word that stands for a hidden value: %j', async (input) => {
  expect(String(await problemsOf(input, 'send_letters'))).toContain('stands for a hidden value');
});

test.each([{ ids: ['***'] }, { marks: { rating: 'B***' } }, { marks: { note: '~~ 5 *** ~abc' } }])(
  'a text that only looks a little like one comes before the user: %j',
  async (input) => {
    expect(await problemsOf(input, 'send_letters')).toBeUndefined();
  },
);
