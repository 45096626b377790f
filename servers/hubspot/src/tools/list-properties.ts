import { Cursor, NextCursor, pageOf } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { CrmProperty, readProperties, toProperty } from '../portal/crm-property.ts';
import { ObjectType, resolveObjectType } from '../portal/object-type.ts';

export const listProperties = defineTool({
  name: 'list_properties',
  title: 'List properties',
  description:
    'Lists the properties of an object type by name: internal name, type, allowed options, whether it can be written. ' +
    'Use it before search_objects, create_object and update_object.',
  effect: 'read',
  data: 'internal',
  scopes: ['crm:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'crm_property', workflow: 'crm' },
  cacheSeconds: 300,
  staleSeconds: 3600,
  input: z.object({
    object_type: ObjectType.describe('contacts, companies, deals, ..., or a custom type'),
    contains: z.string().min(1).max(100).optional().describe('Only those with this in name or label'),
    limit: z.int().min(1).max(100).default(25).describe('Properties per page'),
    cursor: Cursor,
  }),
  output: z.object({
    properties: z.array(CrmProperty).describe('The properties found'),
    object_type: z.string().describe('The type they belong to'),
    total: z.number().describe('How many there are in all'),
    next_cursor: NextCursor,
  }),
  examples: [
    { title: 'The lifecycle stages a contact can be in', input: { object_type: 'contacts', contains: 'lifecycle' } },
  ],
  async handler({ input, api }) {
    const objectType = await resolveObjectType(api, input.object_type);
    const wanted = input.contains?.toLowerCase() ?? '';
    const properties = await readProperties(api, objectType);
    const found = properties.filter(({ name, label }) => `${name} ${label}`.toLowerCase().includes(wanted));
    const { items, ...rest } = pageOf(found, (property) => property.name, input);
    return { properties: items.map(toProperty), object_type: objectType, total: found.length, ...rest };
  },
});
