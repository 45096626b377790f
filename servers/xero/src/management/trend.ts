import { monthEnd, monthStart } from '@bizmcp/insights';
import * as z from 'zod';
import { addAmounts } from '../amount.ts';
import type { Books } from '../books.ts';
import { readReport } from '../report/report-request.ts';
import { type ProfitAndLoss, toProfitAndLoss } from './profit-and-loss.ts';

/** The result of a month. */
export const TrendMonth = z.object({
  month: z.string().describe('YYYY-MM'),
  income: z.string().describe('Revenue'),
  other_income: z.string().describe('Other income'),
  costs: z.string().describe('All costs'),
  net_profit: z.string().describe('Result'),
});

type TrendMonth = z.output<typeof TrendMonth>;

/**
 * The results of the 12 months up to a day, oldest first. Every column of a comparison ends on the same day of its month, so it is made
 * from a month with 31 days: where the last one is shorter, from the one before, which always has them, and the last by itself.
 */
export async function readTrend(books: Books, day: string): Promise<TrendMonth[]> {
  const last = monthStart(day, 0);
  const isLong = monthEnd(last).endsWith('31');
  const base = isLong ? last : monthStart(last, -1);
  const readOf = (from: string, periods?: number) =>
    readReport(books, {
      ...{ report: 'profit_and_loss', from_date: from, to_date: monthEnd(from) },
      ...(periods !== undefined && { periods, timeframe: 'MONTH' }),
    });
  const [compared, own] = await Promise.all([readOf(base, isLong ? 11 : 10), isLong ? undefined : readOf(last)]);
  const months = compared.columns.map((_, column) =>
    toMonth(monthStart(base, -column), toProfitAndLoss(compared, column)),
  );
  return [...(own ? [toMonth(last, toProfitAndLoss(own, 0))] : []), ...months].toReversed();
}

function toMonth(day: string, { income, otherIncome, netProfit, ...costs }: ProfitAndLoss): TrendMonth {
  return {
    month: day.slice(0, 7),
    income,
    other_income: otherIncome,
    costs: addAmounts([costs.costOfSales, costs.operatingExpenses]),
    net_profit: netProfit,
  };
}
