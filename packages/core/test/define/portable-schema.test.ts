import { expect, test } from 'vitest';
import * as z from 'zod';
import { portableSchema } from '../../src/define/portable-schema.ts';

test('nothing of our classes reaches a client, in whichever form a record names them', () => {
  const row = z.record(z.string(), z.string()).meta({
    classes: { birthday: 'restricted', account: { class: 'restricted', pii: 'iban' }, city: { class: 'internal' } },
  });
  const schema = z.object({ row, name: z.string().meta({ class: 'confidential', pii: 'name' }) });

  expect(portableSchema(z.toJSONSchema(schema))).toEqual({
    type: 'object',
    properties: {
      row: { type: 'object', additionalProperties: { type: 'string' } },
      name: { type: 'string' },
    },
    required: ['row', 'name'],
    additionalProperties: false,
  });
});

test.each([
  z.array(z.string()).describe('Classes of a school'),
  z.object({ class: z.string().describe('Name of a class') }),
  z.unknown(),
])('a property that is called classes stays', (classes) => {
  const schema = portableSchema(z.toJSONSchema(z.object({ classes }), { io: 'output' }));

  expect(Object.keys(z.record(z.string(), z.unknown()).parse(schema.properties))).toEqual(['classes']);
});

test('the bounds of a text stay with the server, and what every object has is not said', () => {
  const code = z
    .string()
    .min(1)
    .max(20)
    .regex(/^[a-z]+$/)
    .describe('Code');
  const schema = z.object({
    code,
    pattern: code,
    list: z.array(code).max(3),
    all: z.record(z.string(), z.unknown()),
    some: z.record(code, z.number()),
  });

  expect(portableSchema(z.toJSONSchema(schema)).properties).toEqual({
    code: { type: 'string', description: 'Code' },
    pattern: { type: 'string', description: 'Code' },
    list: { type: 'array', maxItems: 3, items: { type: 'string', description: 'Code' } },
    all: { type: 'object' },
    some: {
      type: 'object',
      propertyNames: { type: 'string', description: 'Code' },
      additionalProperties: { type: 'number' },
    },
  });
});
