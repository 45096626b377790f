import * as z from 'zod';
import { Amount, Cents, toAmount } from './money.ts';

export const WireMenuItem = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  price_cents: Cents,
  available: z.boolean(),
});

/** The whole menu. */
export const WireMenu = z.object({ currency: z.string(), items: z.array(WireMenuItem) });

export const ItemId = z
  .string()
  .regex(/^item_\d{1,6}$/)
  .describe('Identifier, from restaurant://menu_items');

export const MenuItem = z.object({
  item_id: z.string().describe('Identifier, for process_order and update_menu_item'),
  name: z.string().describe('Name on the menu'),
  category: z.string().describe('Part of the menu'),
  price: Amount.describe('Price with tax'),
  available: z.boolean().describe('Whether it can be ordered'),
});

export function toMenuItem(wire: z.output<typeof WireMenuItem>): z.output<typeof MenuItem> {
  const { id, name, category, available, price_cents } = wire;
  return { item_id: id, name, category, price: toAmount(price_cents), available };
}
