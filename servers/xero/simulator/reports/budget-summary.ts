import { type Company, monthStart } from '@bizmcp/testkit/company';
import { type ProfitColumn, profitRows } from './profit-rows.ts';
import { type GuidOf, header, monthName, type ReportAnswer, type ReportQuery, reportAnswer } from './report.ts';
import { dayIn, numberIn, refuseReport } from './report-query.ts';

const mostPeriods = 12;

/**
 * The overall budget of so many periods from a month on; each column is named after its last month.
 * https://developer.xero.com/documentation/api/accounting/reports#budget-summary
 */
export function budgetSummary(company: Company, query: ReportQuery, guidOf: GuidOf): ReportAnswer {
  const first = monthStart(dayIn(query, 'date') ?? company.today);
  const periods = numberIn(query, 'periods', mostPeriods) ?? mostPeriods;
  const months = numberIn(query, 'timeframe', 12) ?? 1;
  if (![1, 3, 12].includes(months)) refuseReport('Report Parameter timeframe must be one of 1, 3, 12');
  const starts = Array.from({ length: periods }, (_, index) => monthStart(first, index * months));
  const columns = starts.map((start) => budgeted(company, start, monthStart(start, months)));
  const lastMonths = starts.map((start) => monthStart(start, months - 1));
  const title = `${monthAndYear(first)} to ${monthAndYear(lastMonths.at(-1) ?? first)}`;
  return reportAnswer(company, 'BudgetSummary', {
    name: 'Budget Summary',
    titles: ['Overall Budget', 'Budget Summary', company.profile.tradingName, title],
    rows: [
      header(['Account', ...lastMonths.map((day) => `${monthName(day).slice(0, 3)}-${day.slice(2, 4)}`)]),
      ...profitRows(company, columns, guidOf, { resultType: 'SummaryRow' }),
    ],
  });
}

function monthAndYear(day: string): string {
  return `${monthName(day)} ${day.slice(0, 4)}`;
}

/** What is planned by account in the months from the first to before the last. */
function budgeted({ budgets }: Company, from: string, before: string): ProfitColumn {
  const sums = new Map<string, number>();
  for (const { accountId, month, amount } of budgets) {
    const isInside = month >= from.slice(0, 7) && month < before.slice(0, 7);
    if (isInside) sums.set(accountId, (sums.get(accountId) ?? 0) + amount);
  }
  return sums;
}
