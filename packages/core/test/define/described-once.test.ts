import { expect, test } from 'vitest';
import { describedOnce } from '../../src/define/described-once.ts';
import type { JsonSchema } from '../../src/define/portable-schema.ts';

const money = (description: string): JsonSchema => ({
  type: 'object',
  description,
  properties: {
    amount: { type: 'string', description: 'Decimal, in the currency of the document' },
    description: { type: 'string', description: 'What it was for, in the words of whoever paid' },
  },
  required: ['amount'],
});
const bare = (description: string) => ({
  type: 'object',
  description,
  properties: { amount: { type: 'string' }, description: { type: 'string' } },
  required: ['amount'],
});
const answer = (properties: Record<string, JsonSchema>): JsonSchema => ({ type: 'object', properties });

test('what an answer has several times is described where it stands first', () => {
  const prices = { type: 'array', items: { type: 'object', properties: { net: money('Without tax') } } };
  const [tool] = describedOnce([
    { name: 'get_order', outputSchema: answer({ prices, gross: money('With tax'), paid: money('So far') }) },
  ]);

  expect(tool?.outputSchema).toEqual(
    answer({
      prices,
      gross: bare('With tax; fields as in prices[].net'),
      paid: bare('So far; fields as in prices[].net'),
    }),
  );
});

test('what an earlier tool answers with too is described there, and names, types and what is required stand at both', () => {
  const [first, second] = describedOnce([
    { name: 'get_order', outputSchema: answer({ order: money('The order') }) },
    { name: 'create_order', outputSchema: answer({ order: money('As stored') }) },
  ]);

  expect(first?.outputSchema).toEqual(answer({ order: money('The order') }));
  expect(second?.outputSchema).toEqual(answer({ order: bare('As stored; fields as in get_order') }));
});

test('an object with further fields points to the one that has most of them, and has words of its own for the rest', () => {
  const text: JsonSchema = { type: 'string', description: 'What it was for, in the words of whoever paid' };
  const day: JsonSchema = { type: 'string', description: 'Day of issue, where the company is' };
  const paid: JsonSchema = { type: 'boolean', description: 'Nothing is due' };
  const silent = { type: 'string' };
  const [, second, third] = describedOnce([
    { name: 'list_orders', outputSchema: answer({ order: { type: 'object', properties: { text } } }) },
    { name: 'get_order', outputSchema: answer({ order: { type: 'object', properties: { text, day } } }) },
    { name: 'pay_order', outputSchema: answer({ order: { type: 'object', properties: { text, day, paid } } }) },
  ]);

  const told = { type: 'object', description: 'fields as in list_orders', properties: { text: silent, day } };
  expect(second?.outputSchema).toEqual(answer({ order: told }));
  const then = {
    type: 'object',
    description: 'fields as in get_order',
    properties: { text: silent, day: silent, paid },
  };
  expect(third?.outputSchema).toEqual(answer({ order: then }));
});

test('a schema that no client is shown describes nothing for others', () => {
  const [, shown] = describedOnce([
    { name: 'get_report', page: true as const, outputSchema: answer({ total: money('All') }) },
    { name: 'get_order', outputSchema: answer({ total: money('Of the order') }) },
  ]);

  expect(shown?.outputSchema).toEqual(answer({ total: money('Of the order') }));
});

test('where the pointer would be longer than the words, the words stay', () => {
  const short = answer({ id: { type: 'object', properties: { id: { type: 'string', description: 'Id' } } } });

  const [, second] = describedOnce([
    { name: 'get_order', outputSchema: short },
    { name: 'find_order_by_its_number', outputSchema: { ...short, description: 'Found' } },
  ]);

  expect(second?.outputSchema).toEqual({ ...short, description: 'Found' });
});
