import type { ExaminedTransaction } from '../src/anomaly/anomaly.ts';
import { toIsoDate, weekdayOf } from '../src/calendar/calendar-day.ts';

/** A row of a generated bank account. */
export function makeRow(
  id: string,
  day: number,
  amount: number,
  counterparty: string,
  category: string,
): ExaminedTransaction {
  return { id, date: toIsoDate(day), amount: amount.toFixed(2), counterparty, category };
}

/** The day, or the workday beside it. */
export function workday(day: number): number {
  const weekday = weekdayOf(day);
  return weekday === 6 ? day - 1 : weekday === 0 ? day + 1 : day;
}
