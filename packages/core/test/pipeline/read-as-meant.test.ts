import { expect, test } from 'vitest';
import * as z from 'zod';
import type { Effect } from '../../src/define/effect.ts';
import { readAsMeant } from '../../src/pipeline/read-as-meant.ts';

const Order = z.strictObject({
  id: z.string(),
  lines: z
    .array(z.strictObject({ item: z.string(), price: z.string(), count: z.number(), tax: z.string().optional() }))
    .optional(),
  fields: z.record(z.string(), z.unknown()).optional(),
  period: z.strictObject({ start: z.string() }).optional(),
  limit: z.int().optional(),
  share: z.number().optional(),
  isUrgent: z.boolean().optional(),
  mark: z.union([z.string(), z.boolean()]).optional(),
  confirm_token: z.string().optional(),
});

/** As the pipeline does it: again and again, since a text of JSON holds values of its own. */
function read(input: unknown, effect: Effect = 'read'): unknown {
  const meant = readAsMeant(input, Order.safeParse(input).error?.issues ?? [], effect);
  return meant === input ? input : read(meant, effect);
}

test.each([
  ['a whole number for an identifier', { id: 7 }, { id: '7' }],
  ['a number for an amount', { id: '7', lines: [{ item: 'a', price: 1617.05, count: 1 }] }, undefined],
  ['texts for numbers', { id: '7', limit: '10', share: '-0.25' }, { id: '7', limit: 10, share: -0.25 }],
  ['a text for a truth value', { id: '7', isUrgent: 'false' }, { id: '7', isUrgent: false }],
  ['a text for an object', { id: '7', period: '{"start":"2026-01-01"}' }, { id: '7', period: { start: '2026-01-01' } }],
  ['a text for fields', { id: '7', fields: '{"a":"1"}' }, { id: '7', fields: { a: '1' } }],
])('%s is read as what it means', (_, input, expected) => {
  const price = { id: '7', lines: [{ item: 'a', price: '1617.05', count: 1 }] };

  expect(read(input)).toEqual(expected ?? price);
});

test('a list that came as a text is read with the numbers in it', () => {
  const lines = '[{"item": 3, "price": 19.9, "count": "2"}]';

  expect(read({ id: '7', lines })).toEqual({ id: '7', lines: [{ item: '3', price: '19.9', count: 2 }] });
});

test.each([
  ['a number that JSON may have rounded', { id: JSON.parse('12345678901234567890') }],
  ['a number with more digits than are sure', { id: 0.1234567890123456 }],
  ['a number without a plain text', { id: 1e21 }],
  ['words for a number', { id: '7', limit: 'ten' }],
  ['a number as people write it', { id: '7', limit: '1,000' }],
  ['an empty text for a number', { id: '7', limit: '' }],
  ['a text of one item for a list', { id: '7', lines: 'a' }],
  ['an object for a list', { id: '7', lines: '{"item":"a"}' }],
  ['a list for an object', { id: '7', period: '["2026-01-01"]' }],
  ['a text that names a key twice', { id: '7', fields: '{"a":1,"a":2}' }],
  ['a text with a key that is no field', { id: '7', fields: '{"__proto__":{"a":1}}' }],
  ['a text that is too deep', { id: '7', fields: `{"a":${'['.repeat(80)}${']'.repeat(80)}}` }],
  ['a value that may be of several types', { id: '7', mark: 3 }],
])('%s stays as it is', (_, input) => {
  expect(read(input)).toBe(input);
});

test('null stands for what has no value', () => {
  expect(read({ id: '7', limit: null, lines: [{ item: 'a', price: '1', count: 1, tax: null }] })).toEqual({
    id: '7',
    lines: [{ item: 'a', price: '1', count: 1 }],
  });
  expect(Order.safeParse(read({ id: null })).error?.issues).toMatchObject([{ path: ['id'], expected: 'string' }]);
});

test('null inside what is changed may be meant to clear a value, and is not left out', () => {
  const lines = [{ item: 'a', price: '1', count: 1, tax: null }];

  expect(read({ id: '7', limit: null, lines }, 'update')).toEqual({ id: '7', lines });
});

test('a call with very many values of another type is read at once', () => {
  const lines = Array.from({ length: 8000 }, (_, count) => ({ item: 7, price: 1, count: String(count) }));
  const meant = read({ id: '7', lines });

  expect(meant).toMatchObject({ lines: { length: 8000, 7999: { item: '7', price: '1', count: 7999 } } });
});
