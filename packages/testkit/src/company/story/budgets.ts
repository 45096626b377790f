import { fiscalYearEnd, fiscalYearStart, monthEnd, monthStart, monthsOf } from '../calendar.ts';
import { profitAndLoss } from '../reports/profit-and-loss.ts';
import type { BudgetFigure } from './company.ts';
import { activityOf, type Teller } from './teller.ts';

/** Budgets from the second fiscal year to the end of the current one: last year's average, its season and a hope. */
export const drawBudgets = (teller: Teller): BudgetFigure[] => {
  const { ledger, today } = teller;
  const { fiscalYearStartMonth } = ledger.settings;
  const thisYear = fiscalYearStart(today, fiscalYearStartMonth);
  const years = [monthStart(thisYear, -12), thisYear];
  return years.flatMap((start) => {
    const from = monthStart(start, -12);
    const to = monthEnd(start, -1);
    const past = monthsOf(from, to);
    const pastActivity = past.reduce((sum, month) => sum + activityOf(teller, month.from), 0);
    const profit = profitAndLoss(ledger, { from, to });
    return profit.rows.flatMap(({ accountId, type, total }) =>
      monthsOf(start, fiscalYearEnd(start, fiscalYearStartMonth)).map((month): BudgetFigure => {
        const isSeasonal = type === 'income' || type === 'cost_of_goods_sold';
        const share = isSeasonal ? activityOf(teller, month.from) / pastActivity : 1.05 / past.length;
        return { accountId, month: month.from.slice(0, 7), amount: Math.round((total * share) / 10_000) * 10_000 };
      }),
    );
  });
};
