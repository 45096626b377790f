import { firstDayOf, type IsoMonth, monthOf, toIsoDate, toIsoMonth, toMonthNumber } from '../calendar/calendar-day.ts';
import { ExactDecimal } from '../money/decimal.ts';

/** A month to project, with the days of it that are projected. */
export interface ProjectedMonth {
  month: IsoMonth;
  firstDay: number;
  lastDay: number;
  /** How much of the month they are, at most 1. */
  share: ExactDecimal;
}

/** The months after `asOf`; the first is what is left of the month of the next day. */
export function projectedMonths(asOf: number, count: number): ProjectedMonth[] {
  const start = toMonthNumber(monthOf(toIsoDate(asOf + 1)));
  return Array.from({ length: count }, (_, index) => {
    const month = toIsoMonth(start + index);
    const begin = firstDayOf(month);
    const firstDay = Math.max(asOf + 1, begin);
    const lastDay = firstDayOf(toIsoMonth(start + index + 1)) - 1;
    const share = new ExactDecimal(lastDay - firstDay + 1).div(lastDay - begin + 1);
    return { month, firstDay, lastDay, share };
  });
}

/** Which of the months holds a day; -1 for none. */
export function monthIndexOf(months: readonly ProjectedMonth[], day: number): number {
  return months.findIndex(({ firstDay, lastDay }) => day >= firstDay && day <= lastDay);
}
