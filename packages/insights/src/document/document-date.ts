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

/** Terms of more days are rare; a year that was typed wrong is not. */
const usualTermDays = 366;
/** A new document is seldom overdue for longer already; one whose month or year was misread is. */
const usualOverdueDays = 60;

/** What is unusual about the day on which a new document is due, each in words: it is long after the document's own, or long past. */
export function describeUnusualDueDate({ date, due, today }: Record<'date' | 'due' | 'today', IsoDate>): string[] {
  const termDays = toDayNumber(due) - toDayNumber(date);
  const overdueDays = toDayNumber(today) - toDayNumber(due);
  return [
    termDays > usualTermDays ? `${due} is more than a year after the date, ${date}` : [],
    overdueDays > usualOverdueDays ? `${due} is ${overdueDays} days ago` : [],
  ].flat();
}
