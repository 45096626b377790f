import type { IsoDate } from './calendar-day.ts';

const millisecondsPerDay = 86_400_000;

/** The day so many days later, or earlier below 0. */
export function addDays(day: IsoDate, days: number): IsoDate {
  return dayText(Date.parse(day) + days * millisecondsPerDay);
}

/** Days from the one to the other. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / millisecondsPerDay);
}

/** The first day of the month so many months later, or earlier below 0. */
export function monthStart(day: IsoDate, months = 0): IsoDate {
  return dayText(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months, 1));
}

/** The last day of the month that a day is in. */
export function monthEnd(day: IsoDate): IsoDate {
  return addDays(monthStart(day, 1), -1);
}

function dayText(milliseconds: number): IsoDate {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
