import * as z from 'zod';
import { Amount } from '../money.ts';
import { Day } from '../sales.ts';
import { Stock } from '../stock.ts';

const figures = {
  sales: Amount.describe('Without tax'),
  cost: Amount.describe('Cost of goods'),
  margin: Amount.describe('Sales less cost'),
};

/** What generate_report gives. */
export const Report = z.object({
  from: Day.describe('First day'),
  to: Day.describe('Last day'),
  currency: z.string().describe('ISO 4217'),
  months: z
    .array(z.object({ month: z.string().describe('YYYY-MM'), orders: z.int().describe('Orders'), ...figures }))
    .describe('In order'),
  best_items: z
    .array(
      z.object({
        item_id: z.string().describe('Identifier'),
        name: z.string().describe('Name on the menu'),
        quantity: z.int().describe('Sold'),
        ...figures,
      }),
    )
    .describe('Ten at most, by margin'),
  stock: z.array(Stock).describe('All of it, what runs low first'),
});

export type Report = z.output<typeof Report>;
