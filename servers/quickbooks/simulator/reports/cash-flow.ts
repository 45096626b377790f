import { type CashFlowActivity, type CashFlowStatement, cashFlowStatement } from '@bizmcp/testkit/company';
import { type Amounts, addAmounts, withTotal } from './amount-columns.ts';
import { columnPeriods, periodColumns } from './column-periods.ts';
import { dataRow, type ReportContent, type ReportRow, section, summaryRow } from './report.ts';
import { accountCell, filledMoneyText, moneyText, type ReportBooks } from './report-books.ts';
import { refuseParameter } from './report-refusal.ts';
import type { ReportRequest } from './report-request.ts';

const adjustments = 'Adjustments to reconcile Net Income to Net Cash provided by operations:';

/**
 * How profit became cash; it has no basis of its own.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/report-entities/cashflow
 */
export function cashFlow(books: ReportBooks, request: ReportRequest): ReportContent {
  const filter = request.given.customer ?? request.given.vendor;
  if (filter !== undefined) refuseParameter('customer', filter, 'this simulator has cash flow of the whole company');
  const periods = columnPeriods(request, books);
  const statements = periods.map((period) => cashFlowStatement(books.company.ledger, period));
  const money = moneyText(books);
  const change = withTotal(statements.map(({ netChange }) => netChange)).map(money);
  const hasData = statements.some(({ netProfit, rows }) => netProfit !== 0 || rows.length > 0);
  const [first, last] = [statements[0], statements.at(-1)];
  const opening = [...statements.map(({ openingCash }) => openingCash), first?.openingCash ?? 0];
  const closing = [...statements.map(({ closingCash }) => closingCash), last?.closingCash ?? 0];
  const count = change.length;
  return {
    columns: periodColumns(periods, { total: true }),
    hasData,
    header: { SummarizeColumnsBy: request.summarize },
    rows: [
      operating(books, statements),
      ...otherActivity(books, statements, 'investing'),
      ...otherActivity(books, statements, 'financing'),
      summaryRow('Net cash increase for period', change, 'CashIncrease'),
      dataRow({ value: 'Cash at beginning of period' }, opening.slice(0, count).map(money), 'BeginningCash'),
      summaryRow('Cash at end of period', closing.slice(0, count).map(money), 'EndingCash'),
    ],
  };
}

function operating(books: ReportBooks, statements: readonly CashFlowStatement[]): ReportRow {
  const money = moneyText(books);
  const values = withTotal(statements.map((one) => one.operating)).map(money);
  const lines = activityLines(books, statements, 'operating');
  const sums = addAmounts(
    lines.map(({ amounts }) => amounts),
    values.length,
  ).map(money);
  const netIncome = withTotal(statements.map(({ netProfit }) => netProfit)).map(money);
  const rows = [
    dataRow({ value: 'Net Income' }, netIncome, 'NetIncome'),
    section({ value: adjustments }, rowsOf(books, lines), {
      total: `Total ${adjustments}`,
      values: sums,
      group: 'OperatingAdjustments',
    }),
  ];
  const total = 'Net cash provided by operating activities';
  return section({ value: 'OPERATING ACTIVITIES' }, rows, { total, values, group: 'OperatingActivities' });
}

/** An activity without any movement has no section. */
function otherActivity(
  books: ReportBooks,
  statements: readonly CashFlowStatement[],
  activity: 'investing' | 'financing',
): ReportRow[] {
  const lines = activityLines(books, statements, activity);
  if (lines.length === 0) return [];
  const values = withTotal(statements.map((one) => one[activity])).map(moneyText(books));
  const group = activity === 'investing' ? 'InvestingActivities' : 'FinancingActivities';
  const heading = { value: `${activity.toUpperCase()} ACTIVITIES` };
  const total = `Net cash provided by ${activity} activities`;
  return [section(heading, rowsOf(books, lines), { total, values, group })];
}

interface Line {
  accountId: string;
  amounts: Amounts;
}

function activityLines(
  books: ReportBooks,
  statements: readonly CashFlowStatement[],
  activity: CashFlowActivity,
): Line[] {
  return [...books.company.ledger.accounts.keys()].flatMap((id) => {
    const amounts = statements.map(
      ({ rows }) => rows.find((row) => row.accountId === id && row.activity === activity)?.amount ?? 0,
    );
    return amounts.every((amount) => amount === 0) ? [] : [{ accountId: id, amounts: withTotal(amounts) }];
  });
}

function rowsOf(books: ReportBooks, lines: readonly Line[]): ReportRow[] {
  const money = filledMoneyText(books);
  return lines.map(({ accountId, amounts }) => dataRow(accountCell(books, accountId), amounts.map(money)));
}
