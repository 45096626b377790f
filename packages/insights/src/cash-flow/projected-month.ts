import { firstDayOf, type IsoMonth, monthOf, toIsoDate, toIsoMonth, toMonthNumber } from '../calendar/calendar-day.ts';
import { ExactDecimal } from '../money/decimal.ts';

/** A month to project, with the days of it that are projected. */
export interface ProjectedMonth {
  month: IsoMonth;
  firstDay: number;
  lastDay: number;
}

/** The months after `asOf`; the first is what is left of the month of the next day. */
export function projectedMonths(asOf: number, count: number): ProjectedMonth[] {
  const start = toMonthNumber(monthOf(toIsoDate(asOf + 1)));
  return Array.from({ length: count }, (_, index) => {
    const month = toIsoMonth(start + index);
    return {
      month,
      firstDay: Math.max(asOf + 1, firstDayOf(month)),
      lastDay: firstDayOf(toIsoMonth(start + index + 1)) - 1,
    };
  });
}

/** How much of the month is projected, at most 1. */
export function shareOf({ month, firstDay, lastDay }: ProjectedMonth): ExactDecimal {
  return new ExactDecimal(lastDay - firstDay + 1).div(lastDay - firstDayOf(month) + 1);
}

/** Which of the months holds a day; -1 for none. */
export function monthIndexOf(months: readonly ProjectedMonth[], day: number): number {
  return months.findIndex(({ firstDay, lastDay }) => day >= firstDay && day <= lastDay);
}
