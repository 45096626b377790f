/** Today in a time zone of the IANA. */
export function todayIn(timeZone: string): string {
  // Swedes write days as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(Date.now());
}

/** The last day of the month that a day is in. Days are YYYY-MM-DD. */
export function monthEnd(day: string): string {
  return dayText(Date.UTC(yearOf(day), monthOf(day), 0));
}

/** The first day of the month so many months later, or earlier below 0. */
export function addMonths(day: string, months: number): string {
  return dayText(Date.UTC(yearOf(day), monthOf(day) - 1 + months, 1));
}

export function addDays(day: string, days: number): string {
  return dayText(Date.parse(day) + days * 86_400_000);
}

/** Days from the one to the other. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

function monthOf(day: string): number {
  return Number(day.slice(5, 7));
}

function dayText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
