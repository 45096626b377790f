/** A day as 'YYYY-MM-DD'. */
export type IsoDate = string;

/** A month as 'YYYY-MM'. */
export type IsoMonth = string;

export const millisecondsPerDay = 86_400_000;
const isoDate = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** Days since 1970-01-01, in the calendar alone: no time zone. Throws a RangeError for what is no day ('2026-02-30'). */
export function toDayNumber(date: IsoDate, field = 'date'): number {
  const day = isoDate.test(date) ? Date.parse(`${date}T00:00:00Z`) / millisecondsPerDay : Number.NaN;
  if (Number.isInteger(day) && toIsoDate(day) === date) return day;
  throw new RangeError(`${field}: ${JSON.stringify(date.slice(0, 30))} is no day; give one as 'YYYY-MM-DD'`);
}

/** The day with this number. */
export function toIsoDate(day: number): IsoDate {
  return new Date(day * millisecondsPerDay).toISOString().slice(0, 10);
}

/** 0 Sunday to 6 Saturday; day 0 (1970-01-01) was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** The month of a day. */
export function monthOf(date: IsoDate): IsoMonth {
  return date.slice(0, 7);
}

/** Months since year 0. */
export function toMonthNumber(month: IsoMonth): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

/** The month with this number. */
export function toIsoMonth(monthNumber: number): IsoMonth {
  const year = String(Math.floor(monthNumber / 12)).padStart(4, '0');
  return `${year}-${String((monthNumber % 12) + 1).padStart(2, '0')}`;
}

/** Number of the first day of a month. */
export function firstDayOf(month: IsoMonth): number {
  return toDayNumber(`${month}-01`);
}

/** The same day some months on, or the last day of a shorter month. */
export function addMonths(day: number, months: number): number {
  const date = toIsoDate(day);
  const month = toMonthNumber(monthOf(date)) + months;
  const first = firstDayOf(toIsoMonth(month));
  const last = firstDayOf(toIsoMonth(month + 1)) - 1;
  return Math.min(first + Number(date.slice(8)) - 1, last);
}
