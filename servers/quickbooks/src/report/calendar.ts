const millisecondsPerDay = 86_400_000;

/** Days are YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
  return dayText(Date.parse(day) + days * millisecondsPerDay);
}

/** Days from the one to the other. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / millisecondsPerDay);
}

/** The first day of the month so many months later, or earlier below 0. */
export function monthStart(day: string, months = 0): string {
  return dayText(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months, 1));
}

/** The last day of the month that a day is in. */
export function monthEnd(day: string): string {
  return addDays(monthStart(day, 1), -1);
}

/** The same day of another month; the last day of a month stays the last. */
export function shiftMonths(day: string, months: number): string {
  const start = monthStart(day, months);
  const end = monthEnd(start);
  const same = addDays(start, Number(day.slice(8)) - 1);
  return day === monthEnd(day) || same > end ? end : same;
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

function dayText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
