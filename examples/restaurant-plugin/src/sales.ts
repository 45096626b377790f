import type { Upstream } from '@bizmcp/core';
import * as z from 'zod';
import { Cents } from './money.ts';

const WireSales = z.object({
  from: z.string(),
  to: z.string(),
  currency: z.string(),
  rows: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      orders: z.int().nullable(),
      quantity: z.int(),
      sales_cents: Cents,
      tax_cents: Cents,
      cost_cents: Cents,
    }),
  ),
});

export const periods = ['yesterday', 'last_7_days', 'last_30_days', 'this_month', 'last_month'] as const;

export const Day = z.iso.date('is no day of the calendar; give YYYY-MM-DD');

/** What is summed up, and by what. The point of sale knows its own days, so a period is sent by name. */
export interface SalesQuestion {
  period?: (typeof periods)[number];
  from?: string;
  to?: string;
  months?: number;
  group_by: 'day' | 'item' | 'category' | 'month';
}

/** Sales of whole days, summed up by the point of sale. */
export function readSales(pos: Upstream, question: SalesQuestion): Promise<z.output<typeof WireSales>> {
  return pos.json(WireSales, { path: ['sales'], query: { ...question } });
}
