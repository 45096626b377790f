import * as z from 'zod';

export const WireStock = z.object({
  sku: z.string(),
  name: z.string(),
  unit: z.string(),
  on_hand: z.int(),
  reorder_at: z.int(),
});

export const Stock = z.object({
  sku: z.string().describe('Identifier, for update_inventory'),
  name: z.string().describe('What it is'),
  unit: z.string().describe('What one of it is'),
  on_hand: z.int().describe('How much there is'),
  reorder_at: z.int().describe('Below this it runs low'),
  is_low: z.boolean().describe('Whether to order it'),
});

export function toStock(wire: z.output<typeof WireStock>): z.output<typeof Stock> {
  const { sku, name, unit, on_hand, reorder_at } = wire;
  return { sku, name, unit, on_hand, reorder_at, is_low: on_hand < reorder_at };
}
