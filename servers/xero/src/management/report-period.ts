import { wrongInput } from '@bizmcp/core';
import { daysBetween, monthEnd, monthStart } from '@bizmcp/insights';

/** How long a management report is. */
export const reportTypes = ['monthly', 'quarterly', 'annual'] as const;

export type ReportType = (typeof reportTypes)[number];

/** Whole months, both days included. */
export interface Period {
  from: string;
  to: string;
  months: number;
  days: number;
}

/** The period, the one before it, and the same a year before where that is not the one before it. */
export interface ReportPeriods {
  current: Period;
  prior: Period;
  yearAgo: Period | undefined;
}

const lengths: Record<ReportType, number> = { monthly: 1, quarterly: 3, annual: 12 };

/** The months up to that of `periodEnd`: whole ones, because Xero's balance sheet is always of the end of a month. */
export function reportPeriods(type: ReportType, periodEnd: string): ReportPeriods {
  const months = lengths[type];
  return {
    current: monthsUpTo(periodEnd, months),
    prior: monthsUpTo(monthStart(periodEnd, -months), months),
    yearAgo: months < 12 ? monthsUpTo(monthStart(periodEnd, -12), months) : undefined,
  };
}

function monthsUpTo(day: string, months: number): Period {
  const from = monthStart(day, 1 - months);
  const to = monthEnd(day);
  return { from, to, months, days: daysBetween(from, to) + 1 };
}

/** Refuses a period that is still to come: all would have fallen to nothing in it. */
export function requireBegun({ from }: Period, today: string): void {
  if (from <= today) return;
  const problem = `the period begins on ${from}, after today, ${today}`;
  throw wrongInput('period_end', problem, 'Nothing can be reported yet; choose an earlier one.');
}

/** The days of a period that have passed: one that runs has earned in these alone. */
export function daysPassed({ from, to, days }: Period, today: string): number {
  return from <= today && today < to ? daysBetween(from, today) + 1 : days;
}

/** What of a period has passed: money that is dated after today has not moved, and paid nothing yet. */
export function untilToday({ from, to }: Period, today: string): Pick<Period, 'from' | 'to'> {
  return { from, to: to < today ? to : today };
}
