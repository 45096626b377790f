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
      row: { type: 'object', propertyNames: { type: 'string' }, additionalProperties: { type: 'string' } },
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
