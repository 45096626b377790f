import { addDays, monthEnd, monthStart } from '@bizmcp/insights';
import type { Company } from '../company.ts';

/** The same day of another month; its last one where that has not so many. */
export function shiftMonths(day: string, months: number): string {
  const start = monthStart(day, months);
  const end = monthEnd(start);
  const same = addDays(start, Number(day.slice(8)) - 1);
  return same.slice(0, 7) === end.slice(0, 7) ? same : end;
}

/** The first day of the fiscal year that a day is in; its first month is 1 to 12. */
export function fiscalYearStart(day: string, firstMonth: number): string {
  return monthStart(day, -((Number(day.slice(5, 7)) - firstMonth + 12) % 12));
}

/** That a day is in a fiscal year which is over, in words: what is booked on it changes accounts that were closed or filed. */
export function pastYearDoubt(day: string, yearStart: string): string | undefined {
  return day < yearStart ? `${day} changes a fiscal year that is over: this one began on ${yearStart}` : undefined;
}

/** Today in a time zone of the IANA. */
export function todayIn(timeZone: string): string {
  // Swedes write days as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(Date.now());
}

/** Today where the company is, and the first day of the fiscal year that it is in. */
export function yearOf({ timeZone, fiscalYearStartMonth }: Company): { today: string; yearStart: string } {
  const today = todayIn(timeZone);
  return { today, yearStart: fiscalYearStart(today, fiscalYearStartMonth) };
}
