import { personal } from '@bizmcp/core';
import { compareDecimals, formatDecimal, minorUnits, parseDecimal } from '@bizmcp/insights';
import * as z from 'zod';
import { groupValues, type ReportTable } from '../report/report-table.ts';

/** What is owed by how long it is overdue. */
export const AgedTotal = z.object({
  total: z.string().describe('All that is open, credits taken off'),
  not_due: z.string().describe('Of it not yet due'),
  overdue: z.string().describe('Of it past due'),
  by_age: z
    .array(z.object({ days: z.string().describe('Days past due'), amount: z.string().describe('Open') }))
    .describe('The overdue part'),
  largest: z
    .array(
      z.object({
        id: z.string().describe('Customer or vendor'),
        name: z.string().describe('Who').meta(personal('name')),
        total: z.string().describe('Open'),
        overdue: z.string().describe('Of it past due'),
      }),
    )
    .describe('The three with the most open'),
});

export type AgedTotal = z.output<typeof AgedTotal>;

/** Reads an ageing summary: a row for each customer or vendor, the first amount not yet due, the last all of it. */
export function toAgedTotal(table: ReportTable): AgedTotal {
  const { columns, rows, currency } = table;
  const places = minorUnits(currency);
  const zero = formatDecimal(parseDecimal('0'), places);
  const sums = groupValues(table, 'GrandTotal') ?? columns.map(() => null);
  const amount = (values: readonly (string | null)[], index: number) => values.at(index) ?? zero;
  const overdueOf = (values: readonly (string | null)[]) =>
    formatDecimal(parseDecimal(amount(values, -1)).minus(parseDecimal(amount(values, 1))), places);
  const parties = rows
    .filter(({ kind, ids }) => kind === 'row' && ids !== undefined)
    .map(({ ids = {}, values, section }) => ({
      id: Object.values(ids)[0] ?? '',
      // A sub-customer stands under those above it, which are the heading of their own rows.
      name: [...section.filter((title) => title !== values[0]), values[0]].join(':'),
      total: amount(values, -1),
      overdue: overdueOf(values),
    }))
    .toSorted((one, other) => compareDecimals(other.total, one.total));
  return {
    total: amount(sums, -1),
    not_due: amount(sums, 1),
    overdue: overdueOf(sums),
    by_age: columns.slice(2, -1).map(({ title }, index) => ({ days: title, amount: amount(sums, index + 2) })),
    largest: parties.slice(0, 3),
  };
}
