import { addDays, monthEnd, monthStart } from '@bizmcp/insights';

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

/** Today in a time zone of the IANA. */
export function todayIn(timeZone: string): string {
  // Swedes write days as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(Date.now());
}
