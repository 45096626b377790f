import { expect, test } from 'vitest';
import * as z from 'zod';
import { defineApi } from '../../src/define/api.ts';
import { defineServer } from '../../src/define/server.ts';
import { defineTool } from '../../src/define/tool.ts';
import { ToolError } from '../../src/define/tool-error.ts';
import { createShownMasks } from '../../src/masking/shown-masks.ts';
import { checkInput } from '../../src/pipeline/check-input.ts';
import { createRuntime } from '../../src/pipeline/runtime.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { writeCall } from '../approval/fixtures/write-call.ts';

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
      .array(z.strictObject({ price: z.string(), year: z.int().min(1840) }))
      .optional()
      .describe('Stamps'),
    weight: z
      .union([z.string().max(3), z.number()])
      .optional()
      .describe('Weight'),
    kind: z.enum(['letter', 'card']).optional().describe('Kind'),
    day: z.iso.date().optional().describe('Day'),
    box: z.string().min(1).regex(/^\d+$/).optional().describe('Box'),
    code: z.string().regex(/^\d+$/, 'takes digits alone').optional().describe('Code'),
  }),
  output: z.object({ found: z.number().describe('How many') }),
  examples: [
    { title: 'One', input: { ids: ['1'] } },
    { title: 'By stamp', input: { stamps: [{ price: '0.10', year: 1912 }] } },
  ],
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

async function refusalOf(input: Record<string, unknown>, name = 'find_letters') {
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
  return error;
}

async function problemsOf(...call: Parameters<typeof refusalOf>) {
  const { fields } = (await refusalOf(...call)).details;
  return fields?.map(({ path, problem }) => `${path}: ${problem}`);
}

test.each([
  [{ ids: '["1",2' }, ['ids: takes a list, not a text; send it as JSON, not as text']],
  [{ ids: 'longer than three' }, ['ids: takes a list, not a text; send it as JSON, not as text']],
  [{ marks: '{"a":"b"' }, ['marks: takes an object, not a text; send it as JSON, not as text']],
  [{ ids: ['1', null] }, ['ids.1: takes a text, not null; leave out what has no value']],
  [{ weight: {} }, ['weight: takes a text or a number, not an object']],
  [{ weight: 'heavy' }, ['weight: takes at most 3 characters, not 5']],
  [{ weight: '🎉🎉🎉🎉' }, ['weight: takes at most 3 characters, not 4']],
  [{ ids: [true, 'a'] }, ['ids.0: takes a text, not true']],
  [{ ids: ['1', '2', '3', '4'] }, ['ids: takes at most 3 items, not 4']],
  [{ stamps: [{ price: '1' }] }, ['stamps.0.year: is missing; it takes a number']],
  [{ stamps: [{ price: '1', year: 1839.5 }] }, ['stamps.0.year: takes a whole number, not 1839.5']],
  [{ stamps: [{ price: '1', year: 1839 }] }, ['stamps.0.year: takes at least 1840, not 1839']],
  [{ kind: 'parcel' }, ['kind: takes one of "letter", "card"']],
  [{ kind: '' }, ['kind: takes one of "letter", "card"; leave it out where there is none']],
  [{ day: '' }, ["day: takes a day such as '2026-11-30'; leave it out where there is none"]],
  [{ stamps: [{ price: '1', year: '' }] }, ['stamps.0.year: takes a number, not a text']],
  [{ day: '21.11.2026' }, ["day: takes a day such as '2026-11-30'"]],
  [{ box: '' }, ['box: takes at least 1 character, not 0; leave it out where there is none']],
  [{ box: 'x1' }, ['box: takes another form, /^\\d+$/']],
  [{ code: 'x1' }, ['code: takes digits alone']],
])('wrong input is told once, with what to send instead: %j', async (input, problems) => {
  expect(await problemsOf(input)).toEqual(problems);
});

test('right input is shown from the example that has the wrong field, for every item of a list', async () => {
  const { message, details } = await refusalOf({
    stamps: [
      { price: '1', year: 1912 },
      { price: '1', year: 7 },
    ],
  });

  expect(details.fields).toEqual([{ path: 'stamps.1.year', problem: 'takes at least 1840, not 7', example: 1912 }]);
  expect(message).toContain('Right input looks like {"stamps":[{"price":"0.10","year":1912}]}');
});

test('an unknown field below the top is told with the fields that stand there', async () => {
  expect(await problemsOf({ stamps: [{ price: '1', year: 1912, rabat: 1 }] })).toEqual([
    'stamps.0: has no field rabat; it takes price, year',
  ]);
});

test.each([
  { ['5555 1234 '.repeat(100_000)]: 1 },
  { stamps: [{ price: '1', year: 1912, ['rabat'.repeat(100_000)]: 1 }] },
  { marks: { ['5555 1234 '.repeat(100_000)]: {} } },
])('a name as long as a message is not repeated whole', async (input) => {
  expect((await refusalOf(input)).message.length).toBeLessThan(10_000);
});

test.each([
  { ids: ['[masked]'] },
  { ids: ['[ Masked ]'] },
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

test.each([
  [{ marks: { iban: 'SSN ***-**-6789~hflGlMIFKr of Bob' } }, 'marks.iban'],
  [{ ids: ["Email = 'j***@e***.com~aB3dE6gH9k'"] }, 'ids.0'],
  [{ ids: ['[masked]~aB3dE6gH9k'] }, 'ids.0'],
])('nothing is asked by a word that stands for a hidden value: %j', async (input, path) => {
  const problem = 'holds a word that stands for a hidden value, so nothing is found by it';

  const { message } = await refusalOf(input);

  expect(message).toBe(`${path}: ${problem}. Ask by an id or another field.`);
});

test.each([{ ids: ['[masked]'] }, { ids: ['***1111'] }, { ids: ['a~b ***~x'] }])(
  'what others may have written is asked by: %j',
  async (input) => {
    await expect(refusalOf(input)).rejects.toThrow('expected a refusal');
  },
);

test.each([
  ['create', 'taken'],
  ['send', 'taken'],
  ['update', 'invalid_input'],
  ['delete', 'invalid_input'],
] as const)('in a %s a sentence with the mask of what was shown is %s', async (effect, outcome) => {
  const shownMasks = createShownMasks();
  shownMasks.noting()('card', '4111111111111111');
  const input = { note: 'Paid by card ***1111' };
  const call = writeCall(input);
  const action = { ...call.action, effect, input: z.object({ note: z.string() }) };

  const given = checkInput(shownMasks).run({ ...call, action }, async () => ({ kind: 'result', value: 'taken' }));

  expect(
    await given.then(
      () => 'taken',
      ({ code }) => code,
    ),
  ).toBe(outcome);
});
