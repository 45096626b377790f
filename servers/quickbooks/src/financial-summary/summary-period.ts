import { ToolError } from '@bizmcp/core';
import { addDays, daysBetween, monthEnd, monthStart, shiftMonths } from '../report/calendar.ts';

export const summaryPeriods = ['current_month', 'current_quarter', 'current_year', 'custom'] as const;

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

const lengths = { current_month: 1, current_quarter: 3, current_year: 12 } as const;

/**
 * Current periods go up to today and are compared with as many days of the period before; quarters and years are those of the fiscal
 * year. A range of whole months is compared with as many months before it, any other with as many days.
 */
export function comparedPeriods(order: PeriodOrder, today: string, fiscalYearStartMonth: number): ComparedPeriods {
  const { period } = order;
  if (period === 'custom') return customPeriods(order);
  if (order.start_date !== undefined || order.end_date !== undefined) {
    throw new ToolError('invalid_input', 'start_date and end_date go with period custom; leave them out or set it.');
  }
  const months = lengths[period];
  const passed = (Number(today.slice(5, 7)) - fiscalYearStartMonth + 12) % months;
  const current = { from: monthStart(today, -passed), to: today };
  return { current, prior: shifted(current, -months), yearAgo: shifted(current, -12) };
}

function customPeriods({ start_date: from, end_date: to }: PeriodOrder): ComparedPeriods {
  if (from === undefined || to === undefined) {
    throw new ToolError('invalid_input', 'period custom needs start_date and end_date.');
  }
  if (from > to) throw new ToolError('invalid_input', 'start_date is after end_date; exchange them.');
  const current = { from, to };
  const isWhole = from === monthStart(from) && to === monthEnd(to);
  const months = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + monthOf(to) - monthOf(from) + 1;
  const days = daysBetween(from, to) + 1;
  const prior = isWhole ? shifted(current, -months) : { from: addDays(from, -days), to: addDays(from, -1) };
  return { current, prior, yearAgo: shifted(current, -12) };
}

function monthOf(day: string): number {
  return Number(day.slice(5, 7));
}

function shifted({ from, to }: Period, months: number): Period {
  return { from: shiftMonths(from, months), to: shiftMonths(to, months) };
}
