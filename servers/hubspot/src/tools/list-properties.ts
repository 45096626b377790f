import { Cursor, NextCursor, pageOf, wrongInput } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { CrmProperty, readProperties, toProperty } from '../portal/crm-property.ts';
import { ObjectType, requiredProperties, resolveObjectType } from '../portal/object-type.ts';
import { readTypeLabels } from '../portal/type-label.ts';
import { maskedAs } from '../record/masked-property.ts';

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
    object_type: ObjectType.optional().describe('contacts, deals, ..., or a custom type; omitted: lists the types'),
    contains: z.string().min(1).max(100).optional().describe('Only those with this in name or label'),
    limit: z.int().min(1).max(100).default(25).describe('Properties per page'),
    cursor: Cursor,
  }),
  output: z.object({
    properties: z.array(CrmProperty).describe('The properties found'),
    object_type: z.string().optional().describe('The type they belong to'),
    object_types: z
      .record(z.string(), z.string())
      .optional()
      .describe(
        "Where no type was named: labels by name; of HubSpot's, after the own ones, a portal need not have all",
      ),
    total: z.number().describe('How many there are in all'),
    next_cursor: NextCursor,
  }),
  examples: [
    { title: 'The lifecycle stages a contact can be in', input: { object_type: 'contacts', contains: 'lifecycle' } },
  ],
  async handler({ input, api, isCleared }) {
    const wanted = input.contains?.toLowerCase() ?? '';
    const isWanted = (each: { name: string; label: string }) =>
      `${each.name} ${each.label}`.toLowerCase().includes(wanted);
    if (input.object_type === undefined) {
      const types = (await readTypeLabels(api)).filter(isWanted);
      if (types.length === 0)
        throw wrongInput(
          'object_type',
          'is needed to find properties: without it contains is looked for in the names of types, and is in none',
        );
      const labels = types.map(({ name, label }) => [name, label]);
      return { properties: [], object_types: Object.fromEntries(labels), total: types.length };
    }
    const objectType = await resolveObjectType(api, input.object_type);
    const required = await requiredProperties(api, objectType).catch(() => undefined);
    const found = (await readProperties(api, objectType)).filter(isWanted);
    const { items, ...rest } = pageOf(found, (property) => property.name, input);
    const properties = items.map((wire) => {
      const property = toProperty(wire);
      const masked = maskedAs(property, isCleared);
      return {
        ...property,
        ...(required?.includes(property.name) && { required: true }),
        ...(masked !== undefined && { masked_as: masked }),
      };
    });
    return { properties, object_type: objectType, total: found.length, ...rest };
  },
});
