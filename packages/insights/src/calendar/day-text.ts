import { type IsoDate, millisecondsPerDay, monthOf, toIsoDate, toIsoMonth, toMonthNumber } from './calendar-day.ts';

/** The day so many days later, or earlier below 0. */
export function addDays(day: IsoDate, days: number): IsoDate {
  return toIsoDate(Date.parse(day) / millisecondsPerDay + days);
}

/** Days from the one to the other. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / millisecondsPerDay);
}

/** The first day of the month so many months later, or earlier below 0. */
export function monthStart(day: IsoDate, months = 0): IsoDate {
  return `${toIsoMonth(toMonthNumber(monthOf(day)) + months)}-01`;
}

/** The last day of the month that a day is in. */
export function monthEnd(day: IsoDate): IsoDate {
  return addDays(monthStart(day, 1), -1);
}
