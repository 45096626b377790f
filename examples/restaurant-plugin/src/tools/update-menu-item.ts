import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { ItemId, MenuItem, toMenuItem, WireMenuItem } from '../menu-item.ts';
import { toAmount, toCents } from '../money.ts';

export const updateMenuItem = defineTool({
  name: 'update_menu_item',
  title: 'Update a menu item',
  description: 'Changes the price or the name of an item, or takes it off the menu and puts it back.',
  effect: 'update',
  data: 'internal',
  scopes: ['products:write'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'menu_item', workflow: 'restaurant' },
  input: z.object({
    item_id: ItemId,
    price: z
      .string()
      .regex(/^\d{1,4}(?:\.\d{1,2})?$/, 'no price: up to four digits and two places after a point, such as 9.50')
      .optional()
      .describe('New price with tax, such as 9.50'),
    name: z.string().min(1).max(80).optional().describe('New name'),
    available: z.boolean().optional().describe('false takes it off the menu'),
  }),
  output: z.object({ item: MenuItem.describe('As it is now') }),
  change: {
    fields: MenuItem,
    async read({ input, api }) {
      requireChange(input);
      const { item_id, price, name, available } = input;
      const before = toMenuItem(await api.pos.json(WireMenuItem, { path: ['menu', item_id] }));
      return {
        before,
        after: {
          ...before,
          ...(price && { price: toAmount(toCents(price)) }),
          ...(name && { name }),
          ...(available !== undefined && { available }),
        },
      };
    },
  },
  examples: [
    { title: 'A new price', input: { item_id: 'item_3', price: '13.50' } },
    { title: 'Sold out', input: { item_id: 'item_5', available: false } },
  ],
  undo: () => 'with update_menu_item and the values before',
  async handler({ input, api }) {
    requireChange(input);
    const { item_id, price, name, available } = input;
    const item = await api.pos.json(WireMenuItem, {
      method: 'PATCH',
      path: ['menu', item_id],
      body: { ...(price !== undefined && { price_cents: toCents(price) }), name, available },
    });
    return { item: toMenuItem(item) };
  },
});

/** Nobody is asked for a change of nothing. */
function requireChange({ item_id: _which, ...changes }: { item_id: string }): void {
  if (Object.values(changes).every((value) => value === undefined))
    throw new ToolError('invalid_input', 'Say what is to change: price, name or available');
}
