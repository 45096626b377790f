import { type ToolError, wrongInput } from '@bizmcp/core';
import { monthEnd, monthStart } from '@bizmcp/insights';
import type { ReportRequest } from './report-request.ts';
import type { ReportTable } from './report-table.ts';
import { timeframeMonths } from './timeframe.ts';

/** Earlier columns that Xero sets beside the first. */
export const mostPeriods = 11;
/** So many steps lead from any month to one that is at least as long as those before it, a February to a leap year's too. */
const mostSteps = 4;

/** A report to ask for, and how many of its first columns lie after what was wanted. */
interface WholePeriods {
  request: ReportRequest;
  later: number;
}

/**
 * Xero ends every column of a comparison on the day of the month on which the first one ends, so that to 30 September August lacks its
 * last day. Whole months are asked for from a later month that is long enough, whose columns are then left out.
 * https://codingbestpractice.com/howto/how-to-retrieve-profit-and-loss-time-series-data-with-xero-apis
 */
export function wholePeriods(request: ReportRequest): WholePeriods {
  const { report, from_date: from, to_date: to, periods, timeframe = 'MONTH' } = request;
  const isCompared = report === 'profit_and_loss' && periods !== undefined;
  if (!isCompared || !from?.endsWith('-01') || to === undefined || to !== monthEnd(to)) return { request, later: 0 };
  const step = timeframeMonths[timeframe];
  const lengthOf = (steps: number) => Number(monthEnd(monthStart(to, steps * step)).slice(8));
  const longest = Math.max(...Array.from({ length: periods + 1 }, (_, index) => lengthOf(-index)));
  const later =
    Array.from({ length: mostSteps + 1 }, (_, index) => index).find((index) => lengthOf(index) >= longest) ?? 0;
  if (periods + later > mostPeriods) throw tooMany(to, mostPeriods - later);
  const months = later * step;
  const shifted = { from_date: monthStart(from, months), to_date: monthEnd(monthStart(to, months)) };
  return { request: { ...request, ...shifted, periods: periods + later }, later };
}

function tooMany(to: string, most: number): ToolError {
  const problem = `can be at most ${most} to ${to}: Xero would cut longer months before it`;
  return wrongInput('periods', problem, 'Take fewer, or end with a month of 31 days.');
}

/** The report as it was wanted: without its first columns, and the accounts that have figures in these alone. */
export function withoutLater(
  table: ReportTable,
  { later }: WholePeriods,
  { from_date, to_date }: ReportRequest,
): ReportTable {
  if (later === 0) return table;
  const rows = table.rows.map((row) => ({ ...row, values: row.values.slice(later) }));
  return {
    title: table.title.replace(/[^,]*$/, ` ${from_date} to ${to_date}`),
    columns: table.columns.slice(later),
    rows: rows.filter(({ account_id, values }) => account_id === undefined || values.some((one) => /[1-9]/.test(one))),
  };
}
