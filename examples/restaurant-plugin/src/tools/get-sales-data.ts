import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { Amount, toAmount } from '../money.ts';
import { Day, periods, readSales } from '../sales.ts';

export const getSalesData = defineTool({
  name: 'get_sales_data',
  title: 'Get sales data',
  description:
    'Returns sales of whole days by day, item or category, with sums. Use generate_report for months, margins and stock.',
  effect: 'read',
  data: 'confidential',
  scopes: ['orders:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'sale', workflow: 'restaurant' },
  cacheSeconds: 60,
  input: z.object({
    period: z.enum(periods).optional().describe('Which days; last_7_days unless from and to are given'),
    from: Day.optional().describe('First day, with to, in place of a period'),
    to: Day.optional().describe('Last day, at most 92 after the first'),
    group_by: z.enum(['day', 'item', 'category']).default('day').describe('What a row is'),
  }),
  output: z.object({
    from: Day.describe('First day'),
    to: Day.describe('Last day'),
    currency: z.string().describe('ISO 4217'),
    sales: Amount.describe('All of it, with tax'),
    tax: Amount.describe('Tax in it'),
    rows: z
      .array(
        z.object({
          key: z.string().describe('The day, the id of the item or the category'),
          label: z.string().describe('Its name'),
          orders: z.int().optional().describe('Orders, of days alone'),
          quantity: z.int().describe('Items sold'),
          sales: Amount.describe('With tax'),
        }),
      )
      .describe('Days in order, else the largest first'),
  }),
  examples: [
    { title: 'The last week by day', input: {} },
    { title: 'What sold best last month', input: { period: 'last_month', group_by: 'item' } },
  ],
  async handler({ input: { period, from, to, group_by }, api }) {
    if ((from === undefined) !== (to === undefined) || (from !== undefined && period !== undefined))
      throw new ToolError('invalid_input', 'Give a period, or else both from and to');
    const days = from !== undefined && to !== undefined ? { from, to } : { period: period ?? 'last_7_days' };
    const sales = await readSales(api.pos, { ...days, group_by });
    const sum = (pick: (row: (typeof sales.rows)[number]) => number) =>
      toAmount(sales.rows.reduce((total, row) => total + pick(row), 0));
    return {
      from: sales.from,
      to: sales.to,
      currency: sales.currency,
      sales: sum((row) => row.sales_cents),
      tax: sum((row) => row.tax_cents),
      rows: sales.rows.map(({ key, label, orders, quantity, sales_cents }) => ({
        ...{ key, label, quantity, sales: toAmount(sales_cents) },
        ...(orders !== null && { orders }),
      })),
    };
  },
});
