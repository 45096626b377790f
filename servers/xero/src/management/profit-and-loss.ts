import { ToolError } from '@bizmcp/core';
import { addAmounts, subtractAmount } from '../amount.ts';
import type { Books } from '../books.ts';
import { readReport } from '../report/report-request.ts';
import type { ReportRow, ReportTable } from '../report/report-table.ts';
import type { Period } from './report-period.ts';

/** The parts of a profit and loss report. */
export type ProfitGroup = 'income' | 'other_income' | 'cost_of_sales' | 'operating_expenses';

/** An account's part in the result; costs are above 0 like income. */
export interface ProfitRow {
  group: ProfitGroup;
  accountId: string;
  name: string;
  amount: string;
}

/** A profit and loss report of one period, in the base currency, accrual basis. */
export interface ProfitAndLoss {
  rows: ProfitRow[];
  income: string;
  otherIncome: string;
  costOfSales: string;
  grossProfit: string;
  operatingExpenses: string;
  netProfit: string;
}

/** The report of exactly this period: columns of a comparison would end on the same day of every month. */
export async function readProfitAndLoss(books: Books, { from, to }: Period): Promise<ProfitAndLoss> {
  const table = await readReport(books, { report: 'profit_and_loss', from_date: from, to_date: to });
  return toProfitAndLoss(table, 0);
}

/** One column of a profit and loss report; sums are made here and not read, so that they agree with the rows. */
export function toProfitAndLoss({ rows }: ReportTable, column: number): ProfitAndLoss {
  const own = rows.filter(({ kind, section }) => kind === 'row' && section !== '');
  const found = own.map((row) => ({
    group: groupOf(row),
    accountId: row.account_id ?? row.label,
    name: row.label,
    amount: amountOf(row, column),
  }));
  const sum = (group: ProfitGroup) =>
    addAmounts(found.filter((row) => row.group === group).map(({ amount }) => amount));
  const income = sum('income');
  const costOfSales = sum('cost_of_sales');
  const otherIncome = sum('other_income');
  const operatingExpenses = sum('operating_expenses');
  const grossProfit = subtractAmount(income, costOfSales);
  const netProfit = subtractAmount(addAmounts([grossProfit, otherIncome]), operatingExpenses);
  return { rows: found, income, otherIncome, costOfSales, grossProfit, operatingExpenses, netProfit };
}

/** In the standard layout what is taken away stands under a heading that begins with Less; others say what it is. */
function groupOf({ section }: ReportRow): ProfitGroup {
  if (/cost of (sales|goods)|direct costs/i.test(section)) return 'cost_of_sales';
  if (/^less\b|expenses|costs|overheads|taxation/i.test(section)) return 'operating_expenses';
  return /other|currency/i.test(section) ? 'other_income' : 'income';
}

/** The amount in a cell; an empty one is 0. Throws where it is none: counted as 0 it would make wrong sums. */
export function amountOf({ label, values }: Pick<ReportRow, 'label' | 'values'>, column: number): string {
  const text = (values[column] ?? '').trim() || '0';
  if (/^-?\d{1,15}(\.\d{1,8})?$/.test(text)) return addAmounts([text]);
  throw new ToolError('bad_answer', `Xero sent no amount for ${label} in a report. Look at it with get_report.`);
}
