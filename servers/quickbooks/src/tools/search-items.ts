import * as z from 'zod';
import { defineTool } from '../api.ts';
import { Cursor, Limit, NextCursor } from '../identifier.ts';
import { Item, toItem, WireItem } from '../item.ts';
import { pageStart, readPage } from '../page.ts';
import { selectFrom } from '../query.ts';

export const searchItems = defineTool({
  name: 'search_items',
  title: 'Search items',
  description: 'Finds products and services by name, with price, cost and stock.',
  effect: 'read',
  data: 'internal',
  scopes: ['items:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'item', workflow: 'accounting' },
  input: z.object({
    query: z.string().min(1).max(200).optional().describe('Part of the name'),
    include_inactive: z.boolean().default(false).describe('Inactive too'),
    limit: Limit,
    cursor: Cursor,
  }),
  output: z.object({ items: z.array(Item).describe('By name'), next_cursor: NextCursor }),
  examples: [{ title: 'The first five', input: { limit: 5 } }],
  async handler({ input, api }) {
    const query = selectFrom('Item', {
      where: [
        input.query === undefined ? undefined : ['Name', 'LIKE', { contains: input.query }],
        input.include_inactive ? ['Active', 'IN', { flags: 'both' }] : undefined,
      ],
      orderBy: ['Name', 'ASC'],
      ...pageStart(input),
    });
    const { rows, ...rest } = await readPage(api, query, WireItem);
    return { items: rows.map(toItem), ...rest };
  },
});
