import { Cursor, NextCursor, pageOf } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { ObjectName } from '../record/record-id.ts';
import { FieldEntry, ObjectFace, toFieldEntry, toObjectFace } from '../schema/field-entry.ts';
import { findObject } from '../schema/find-object.ts';
import { nothingWith } from '../schema/suggest-names.ts';

export const describeObject = defineTool({
  name: 'describe_object',
  title: 'Describe an object',
  description:
    "Lists an object's fields (type, required, choices, references), children and record types. Use it before a write.",
  effect: 'read',
  data: 'internal',
  scopes: ['crm:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'schema', workflow: 'crm' },
  cacheSeconds: 300,
  input: z.object({
    object_type: ObjectName.describe('Lead, Invoice__c, ...'),
    contains: z.string().min(1).max(80).optional().describe('Part of name or label'),
    limit: z.int().min(1).max(200).default(60).describe('Per page'),
    cursor: Cursor,
  }),
  output: z.object({
    object: ObjectFace.describe('The object itself'),
    fields: z.array(FieldEntry).describe('Required ones first, then by name'),
    next_cursor: NextCursor,
    note: z.string().optional().describe('Why there are none'),
  }),
  examples: [
    { title: 'What a new opportunity needs', input: { object_type: 'Opportunity', limit: 20 } },
    { title: 'Phone fields of a contact', input: { object_type: 'Contact', contains: 'phone' } },
  ],
  async handler({ input, api, isCleared }) {
    const object = await findObject(api, input.object_type);
    const classes = await api.classes(object.name);
    const wanted = (input.contains ?? '').toLowerCase();
    const fields = object.fields
      .map((field) => toFieldEntry(field, classes, isCleared))
      .filter(({ label, name }) => `${name} ${label}`.toLowerCase().includes(wanted))
      .toSorted((left, right) => Number(right.required) - Number(left.required) || (left.name < right.name ? -1 : 1));
    const { items, ...rest } = pageOf(fields, ({ name }) => name, input);
    const names = object.fields.map(({ name }) => name);
    return { object: toObjectFace(object), fields: items, ...rest, ...nothingWith(input.contains, fields, names) };
  },
});
