import { Cursor, NextCursor, pageOf } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { listedObjects, ObjectEntry } from '../schema/object-summary.ts';
import { nothingWith } from '../schema/suggest-names.ts';

export const listObjects = defineTool({
  name: 'list_objects',
  title: 'List objects',
  description: 'Lists the objects of the org, standard and custom.',
  effect: 'read',
  data: 'internal',
  scopes: ['crm:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'schema', workflow: 'crm' },
  cacheSeconds: 300,
  input: z.object({
    contains: z.string().min(1).max(80).optional().describe('Part of name or label'),
    limit: z.int().min(1).max(500).default(200).describe('Per page'),
    cursor: Cursor,
  }),
  output: z.object({
    objects: z.array(ObjectEntry).describe('As Salesforce lists them'),
    next_cursor: NextCursor,
    note: z.string().optional().describe('Why there are none'),
  }),
  examples: [{ title: 'Objects about campaigns', input: { contains: 'campaign' } }],
  async handler({ input, api }) {
    const all = await api.objects();
    const listed = listedObjects(all, input.contains);
    const { items, ...rest } = pageOf(listed, ({ name }) => name, input);
    const names = listedObjects(all).map(({ name }) => name);
    return { objects: items, ...rest, ...nothingWith(input.contains, listed, names) };
  },
});
