import { type IsoDate, toDayNumber } from '../calendar/calendar-day.ts';

/** How far from today a document is dated by mistake rather than on purpose, in days. */
const usualDays = 366;

/** What is unusual about the day of a new document, in words: a year that was typed wrong; undefined for nothing. */
export function describeUnusualDate(date: IsoDate, today: IsoDate): string | undefined {
  const days = toDayNumber(today) - toDayNumber(date);
  if (Math.abs(days) <= usualDays) return undefined;
  return `${date} is ${Math.abs(days)} days ${days > 0 ? 'before' : 'after'} today`;
}
