import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { Stock, toStock, WireStock } from '../stock.ts';

export const updateInventory = defineTool({
  name: 'update_inventory',
  title: 'Update the inventory',
  description:
    'Books a delivery, waste or a count of one stock and returns what there is now. generate_report lists stock with its skus.',
  effect: 'update',
  idempotent: false,
  data: 'internal',
  scopes: ['products:write'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'stock', workflow: 'restaurant' },
  input: z.object({
    sku: z
      .string()
      .regex(/^[A-Z0-9-]{2,20}$/, 'no sku: capitals, digits and -, as generate_report has them')
      .describe('Which stock, as generate_report names it'),
    movement: z.enum(['delivery', 'waste', 'count']).describe('delivery adds, waste takes away, count replaces'),
    quantity: z.int().min(0).max(1_000_000).describe('In units of the stock'),
    note: z.string().max(200).optional().describe('Why, for the books'),
  }),
  output: z.object({ stock: Stock.describe('As it is now') }),
  change: {
    fields: z.object({ on_hand: Stock.shape.on_hand }),
    async read({ input: { sku, movement, quantity }, api }) {
      const { on_hand } = await api.pos.json(WireStock, { path: ['stock', sku] });
      const after = { delivery: on_hand + quantity, waste: on_hand - quantity, count: quantity };
      if (after[movement] < 0)
        throw new ToolError('conflict', `There is less of it than that: ${on_hand}; count it, and book the count`);
      return { before: { on_hand }, after: { on_hand: after[movement] } };
    },
  },
  examples: [
    { title: 'A delivery of mozzarella', input: { sku: 'MOZZARELLA', movement: 'delivery', quantity: 5000 } },
    {
      title: 'What is really there',
      input: { sku: 'COLA', movement: 'count', quantity: 96, note: 'Counted on Sunday' },
    },
  ],
  undo: () => 'with update_inventory and a count of what is there',
  async handler({ input: { sku, ...movement }, api }) {
    const stock = await api.pos.json(WireStock, { method: 'POST', path: ['stock', sku, 'movements'], body: movement });
    return { stock: toStock(stock) };
  },
});
