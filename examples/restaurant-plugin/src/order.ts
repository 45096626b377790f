import { personal } from '@bizmcp/core';
import * as z from 'zod';
import { Amount, Cents, toAmount } from './money.ts';

const WireLine = z.object({ item_id: z.string(), name: z.string(), quantity: z.int(), total_cents: Cents });

export const WireOrder = z.object({
  id: z.string(),
  number: z.int(),
  opened_at: z.string(),
  status: z.enum(['open', 'paid']),
  table: z.string().nullable(),
  guest: z.string().nullable(),
  payment: z.enum(['card', 'cash']).nullable(),
  lines: z.array(WireLine),
  tax_cents: Cents,
  total_cents: Cents,
});

export const Order = z.object({
  order_id: z.string().describe('Identifier'),
  number: z.int().describe('Number on the receipt'),
  opened_at: z.string().describe('When it was taken, ISO 8601'),
  status: z.enum(['open', 'paid']).describe('open: not paid yet'),
  table: z.string().optional().describe('Where the guests sit'),
  guest_name: z.string().optional().describe('Who fetches it').meta(personal('name')),
  payment: z.enum(['card', 'cash']).optional().describe('How it was paid'),
  lines: z
    .array(
      z.object({
        item_id: z.string().describe('Identifier of the item'),
        name: z.string().describe('Its name'),
        quantity: z.int().describe('How many'),
        total: Amount.describe('For all of them'),
      }),
    )
    .describe('What was ordered'),
  tax: Amount.describe('Tax that is in the total'),
  total: Amount.describe('What the guests pay'),
});

export function toOrder(wire: z.output<typeof WireOrder>): z.output<typeof Order> {
  const { id, number, opened_at, status, table, guest, payment, lines, tax_cents, total_cents } = wire;
  return {
    order_id: id,
    number,
    opened_at,
    status,
    ...(table !== null && { table }),
    ...(guest !== null && { guest_name: guest }),
    ...(payment !== null && { payment }),
    lines: lines.map((line) => ({
      item_id: line.item_id,
      name: line.name,
      quantity: line.quantity,
      total: toAmount(line.total_cents),
    })),
    tax: toAmount(tax_cents),
    total: toAmount(total_cents),
  };
}
