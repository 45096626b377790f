import { requireDayRange, wrongInput } from '@bizmcp/core';
import { addDays, daysBetween, monthEnd, monthStart } from '@bizmcp/insights';
import { shiftMonths } from '../report/calendar.ts';

export const summaryPeriods = [
  'current_month',
  'current_quarter',
  'current_year',
  'last_month',
  'last_quarter',
  'last_year',
  'custom',
] as const;

/** Which days to sum up. */
export interface PeriodOrder {
  period: (typeof summaryPeriods)[number];
  start_date?: string | undefined;
  end_date?: string | undefined;
}

/** Both days included. */
export interface Period {
  from: string;
  to: string;
}

/** The period, the one before it, and the same a year before. */
export interface ComparedPeriods {
  current: Period;
  prior: Period;
  yearAgo: Period;
}

/** In months, and whether they are those under way. */
const spans = {
  current_month: { months: 1, isRunning: true },
  current_quarter: { months: 3, isRunning: true },
  current_year: { months: 12, isRunning: true },
  last_month: { months: 1, isRunning: false },
  last_quarter: { months: 3, isRunning: false },
  last_year: { months: 12, isRunning: false },
} as const;

/**
 * Current periods go up to today and are compared with as many days of the period before; quarters and years are those of the fiscal
 * year. A range of whole months is compared with as many months before it, any other with as many days.
 */
export function comparedPeriods(order: PeriodOrder, today: string, fiscalYearStartMonth: number): ComparedPeriods {
  const { period } = order;
  if (period === 'custom') return customPeriods(today, order);
  if (order.start_date !== undefined || order.end_date !== undefined) {
    throw wrongInput('period', 'start_date and end_date go with custom; leave them out or set it');
  }
  const { months, isRunning } = spans[period];
  const passed = (Number(today.slice(5, 7)) - fiscalYearStartMonth + 12) % months;
  const begun = monthStart(today, -passed);
  if (!isRunning) return rangePeriods({ from: monthStart(begun, -months), to: addDays(begun, -1) });
  const current = { from: begun, to: today };
  return { current, prior: shifted(current, -months), yearAgo: shifted(current, -12) };
}

function customPeriods(today: string, { start_date: from, end_date: to = today }: PeriodOrder): ComparedPeriods {
  if (from === undefined) throw wrongInput('start_date', 'is needed for period custom; end_date is today else');
  requireDayRange(from, to, ['start_date', 'the last day']);
  return rangePeriods({ from, to });
}

function rangePeriods(current: Period): ComparedPeriods {
  const { from, to } = current;
  const isWhole = from === monthStart(from) && to === monthEnd(to);
  const months = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + monthOf(to) - monthOf(from) + 1;
  const days = daysBetween(from, to) + 1;
  const prior = isWhole ? shifted(current, -months) : { from: addDays(from, -days), to: addDays(from, -1) };
  return { current, prior, yearAgo: shifted(current, -12) };
}

function monthOf(day: string): number {
  return Number(day.slice(5, 7));
}

/** Whole months stay whole, however many days they have. */
function shifted({ from, to }: Period, months: number): Period {
  const end = shiftMonths(to, months);
  const isWhole = from === monthStart(from) && to === monthEnd(to);
  return { from: shiftMonths(from, months), to: isWhole ? monthEnd(end) : end };
}
