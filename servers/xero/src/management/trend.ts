import { addAmounts } from '../amount.ts';
import type { Books } from '../books.ts';
import { addMonths, monthEnd } from '../calendar.ts';
import { readReport } from '../report-request.ts';
import { toProfitAndLoss } from './profit-and-loss.ts';

/** The result of a month. */
export interface TrendMonth {
  month: string;
  income: string;
  costs: string;
  netProfit: string;
}

/**
 * The results of the 11 or 12 months up to a day, oldest first, in one request. Every column of a comparison ends on the same day of
 * its month, so the report is asked for from a month with 31 days: the next one where need be, which is then left out.
 */
export async function readTrend(books: Books, day: string): Promise<TrendMonth[]> {
  const last = addMonths(day, 0);
  const base = monthEnd(last).endsWith('31') ? last : addMonths(last, 1);
  const table = await readReport(books, {
    report: 'profit_and_loss',
    from_date: base,
    to_date: monthEnd(base),
    periods: 11,
    timeframe: 'MONTH',
  });
  const months = table.columns.map((_, column) => {
    const { income, otherIncome, costOfSales, operatingExpenses, netProfit } = toProfitAndLoss(table, column);
    return {
      month: addMonths(base, -column).slice(0, 7),
      income: addAmounts([income, otherIncome]),
      costs: addAmounts([costOfSales, operatingExpenses]),
      netProfit,
    };
  });
  return months.filter(({ month }) => month <= last.slice(0, 7)).toReversed();
}
