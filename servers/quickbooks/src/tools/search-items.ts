import { NextCursor } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { EmptyHint, emptyHint } from '../identifier.ts';
import { Item, toItem, WireItem } from '../name-list/item.ts';
import { NameSearch, selectByName, selectBySku } from '../name-list/name-search.ts';
import { readPage, Total } from '../page.ts';

export const searchItems = defineTool({
  name: 'search_items',
  title: 'Search items',
  description: 'Finds products and services by name or SKU, with price, cost and stock.',
  effect: 'read',
  data: 'internal',
  scopes: ['items:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'item', workflow: 'accounting' },
  input: NameSearch,
  output: z.object({
    items: z.array(Item).describe('By name'),
    total: Total,
    next_cursor: NextCursor,
    hint: EmptyHint,
  }),
  examples: [{ title: 'The first five', input: { limit: 5 } }],
  async handler({ input, api }) {
    const [named, company] = await Promise.all([
      readPage(api, selectByName('Item', input), WireItem, input),
      api.company(),
    ]);
    const isInVain = named.rows.length === 0 && input.query !== undefined;
    const { rows, ...rest } = isInVain ? await readPage(api, selectBySku(input), WireItem, input) : named;
    return { items: rows.map((row) => toItem(row, company.homeCurrency)), ...emptyHint(rows, input.query), ...rest };
  },
});
