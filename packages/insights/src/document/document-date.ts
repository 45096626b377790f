import { type IsoDate, toDayNumber } from '../calendar/calendar-day.ts';

/** A document is entered at most so many days after its own; a day of these weeks with the year typed wrong is more away. */
const usualDaysBefore = 300;
/** It is dated at most so many days ahead: for the month to come. */
const usualDaysAhead = 31;

/** What is unusual about the day of a new document, in words: it lies long ago, or far ahead; undefined for nothing. */
export function describeUnusualDate(date: IsoDate, today: IsoDate): string | undefined {
  const days = toDayNumber(today) - toDayNumber(date);
  if (days <= usualDaysBefore && -days <= usualDaysAhead) return undefined;
  return `${date} is ${Math.abs(days)} days ${days > 0 ? 'before' : 'after'} today`;
}
