import { expect, test } from 'vitest';
import * as z from 'zod';
import { defineApi } from '../../src/define/api.ts';
import { definePrompt } from '../../src/define/prompt.ts';
import { MonthText, wholeNumberText } from '../../src/define/prompt-argument.ts';
import { defineServer } from '../../src/define/server.ts';
import { promptMessages } from '../../src/serve/mcp/prompts.ts';

const post = defineServer({
  name: 'post',
  title: 'Post',
  instructions: 'Letters.',
  api: defineApi({
    system: 'Post',
    settings: z.object({}),
    credentials: [],
    connect: () => ({}),
    check: async () => '',
  }),
  tools: [],
  prompts: [
    definePrompt({
      name: 'write_letter',
      title: 'Write a letter',
      description: 'Writes a letter',
      arguments: z.object({
        to: z.string().describe('Whom'),
        tone: z.enum(['warm', 'dry']).optional().describe('Tone'),
      }),
      text: ({ to }) => `Write to ${to}.`,
    }),
  ],
});

test.each<[Record<string, string>, string]>([
  [{}, 'to: is missing; it takes a text'],
  [{ to: 'Ann', form: 'long' }, 'arguments: has no field form'],
])('wrong arguments of a prompt are told in words: %j', (args, problem) => {
  expect(() => promptMessages(post, 'write_letter', args)).toThrow(`${problem}. It takes: to, tone.`);
});

test('a blank text counts as left out: a needed argument is missing, an optional one has its default', () => {
  expect(() => promptMessages(post, 'write_letter', { to: ' ' })).toThrow('to: is missing; it takes a text');
  expect(promptMessages(post, 'write_letter', { to: 'Ann', tone: '' }).messages[0]?.content).toEqual({
    type: 'text',
    text: 'Write to Ann.',
  });
});

test.each([
  [MonthText, '2026-11', 'November', "takes a month such as '2026-11'"],
  [MonthText, '2026-01', '2026-13', "takes a month such as '2026-11'"],
  [wholeNumberText(1, 12), '12', '50', 'takes a whole number from 1 to 12'],
  [wholeNumberText(1, 12), '1', '2.5', 'takes a whole number from 1 to 12'],
])('a text that is meant for a tool is what the tool takes: %#', (schema, right, wrong, problem) => {
  expect(schema.parse(right)).toBe(right);
  expect(schema.safeParse(wrong).error?.issues[0]?.message).toBe(problem);
});

test('an optional argument that is wrong is left out, and the text says so', () => {
  const { messages } = promptMessages(post, 'write_letter', { to: 'Ann', tone: 'Miller' });
  expect(messages[0]?.content).toEqual({
    type: 'text',
    text: 'Write to Ann.\nLeft out of what was typed after the command: tone: takes one of "warm", "dry". Its own words count.',
  });
});

test('a prompt that there is not is told with those that there are', () => {
  expect(() => promptMessages(post, 'write_poem', {})).toThrow('There are: write_letter.');
});
