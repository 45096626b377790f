import { addDays, fiscalYearEnd, monthEnd, monthStart, type Period } from '@bizmcp/testkit/company';
import { rangeOfMacro } from './date-macro.ts';
import { column, type ReportColumn } from './report.ts';
import type { ReportBooks } from './report-books.ts';
import { refuseParameter } from './report-refusal.ts';
import type { ReportRequest } from './report-request.ts';

type LastDay = (day: string, fiscalMonth: number) => string;

const quarterEnd = (day: string, firstMonth: number): string => {
  const range = rangeOfMacro('this fiscal quarter', day, firstMonth);
  return range?.to ?? day;
};

/** The last day of the column that begins on a day; calendar periods unless named fiscal. */
const lastDays: Readonly<Record<string, LastDay>> = {
  days: (day) => day,
  week: (day) => rangeOfMacro('this week', day, 1)?.to ?? day,
  month: (day) => monthEnd(day),
  quarter: (day) => quarterEnd(day, 1),
  fiscalquarter: quarterEnd,
  year: (day) => fiscalYearEnd(day, 1),
  fiscalyear: fiscalYearEnd,
};

const mostColumns = 400;

/** The range cut into the columns that were asked for, the first and the last at its ends. */
export function columnPeriods(request: ReportRequest, { company }: ReportBooks): Period[] {
  const { from, to, summarize } = request;
  const name = summarize.toLowerCase();
  if (name === 'total') return [{ from, to }];
  const lastDay = lastDays[name];
  if (!lastDay) return refuseParameter('summarize_column_by', summarize, 'here it is Total or a length of time');
  const periods: Period[] = [];
  for (let start = from; start <= to && periods.length < mostColumns; ) {
    const end = lastDay(start, company.ledger.settings.fiscalYearStartMonth);
    const isLast = end >= to;
    periods.push({ from: start, to: isLast ? to : end });
    start = addDays(end, 1);
  }
  return periods;
}

/** Columns of the periods and, where `total` is wanted, of their sum. */
export function periodColumns(periods: readonly Period[], { total }: { total: boolean }): ReportColumn[] {
  const account = column('', 'Account', { ColKey: 'account' });
  const sum = column('Total', 'Money', { ColKey: 'total' });
  if (periods.length === 1) return [account, sum];
  const parts = periods.map((period) => {
    const title = titleOf(period);
    return column(title, 'Money', { StartDate: period.from, EndDate: period.to, ColKey: title });
  });
  return [account, ...parts, ...(total ? [sum] : [])];
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As Jan 2026 for a month, Jan - Mar 2026 for whole months, Jan 5 - 11, 2026 for days. */
function titleOf({ from, to }: Period): string {
  const [first, last] = [monthOf(from), monthOf(to)];
  const year = to.slice(0, 4);
  const isWhole = from === monthStart(from) && to === monthEnd(to);
  if (isWhole && from.slice(0, 7) === to.slice(0, 7)) return `${first} ${year}`;
  if (isWhole) return `${first} - ${last} ${year}`;
  const end = first === last ? String(dayOf(to)) : `${last} ${dayOf(to)}`;
  return from === to ? `${first} ${dayOf(from)}, ${year}` : `${first} ${dayOf(from)} - ${end}, ${year}`;
}

function monthOf(day: string): string {
  return monthNames[Number(day.slice(5, 7)) - 1] ?? '';
}

function dayOf(day: string): number {
  return Number(day.slice(8));
}
