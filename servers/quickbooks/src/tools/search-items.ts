import * as z from 'zod';
import { defineTool } from '../api.ts';
import { NextCursor } from '../identifier.ts';
import { Item, toItem, WireItem } from '../item.ts';
import { NameSearch, selectByName } from '../name-search.ts';
import { readPage } from '../page.ts';

export const searchItems = defineTool({
  name: 'search_items',
  title: 'Search items',
  description: 'Finds products and services by name, with price, cost and stock.',
  effect: 'read',
  data: 'internal',
  scopes: ['items:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'item', workflow: 'accounting' },
  input: NameSearch,
  output: z.object({ items: z.array(Item).describe('By name'), next_cursor: NextCursor }),
  examples: [{ title: 'The first five', input: { limit: 5 } }],
  async handler({ input, api }) {
    const { rows, ...rest } = await readPage(api, selectByName('Item', input), WireItem);
    return { items: rows.map(toItem), ...rest };
  },
});
