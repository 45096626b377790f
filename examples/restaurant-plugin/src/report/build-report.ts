import type { Upstream } from '@bizmcp/core';
import * as z from 'zod';
import { toAmount } from '../money.ts';
import { readSales } from '../sales.ts';
import { toStock, WireStock } from '../stock.ts';
import type { Report } from './report.ts';

const mostItems = 10;

/** Reads a report of so many whole months. Everything is summed in cents. */
export async function buildReport(pos: Upstream, months: number): Promise<Report> {
  const [byMonth, byItem, { stock }] = await Promise.all([
    readSales(pos, { months, group_by: 'month' }),
    readSales(pos, { months, group_by: 'item' }),
    pos.json(z.object({ stock: z.array(WireStock) }), { path: ['stock'] }),
  ]);
  const best = byItem.rows.toSorted((left, right) => marginOf(right) - marginOf(left)).slice(0, mostItems);
  return {
    from: byMonth.from,
    to: byMonth.to,
    currency: byMonth.currency,
    months: byMonth.rows.map((row) => ({ month: row.key, orders: row.orders ?? 0, ...figuresOf(row) })),
    best_items: best.map((row) => ({ item_id: row.key, name: row.label, quantity: row.quantity, ...figuresOf(row) })),
    stock: stock.map(toStock).sort((left, right) => Number(right.is_low) - Number(left.is_low)),
  };
}

interface Row {
  sales_cents: number;
  tax_cents: number;
  cost_cents: number;
}

function figuresOf(row: Row) {
  const { sales_cents, tax_cents, cost_cents } = row;
  return { sales: toAmount(sales_cents - tax_cents), cost: toAmount(cost_cents), margin: toAmount(marginOf(row)) };
}

function marginOf({ sales_cents, tax_cents, cost_cents }: Row): number {
  return sales_cents - tax_cents - cost_cents;
}
