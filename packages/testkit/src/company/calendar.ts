const millisecondsPerDay = 86_400_000;
const isoDate = /^\d{4}-\d{2}-\d{2}$/;

/** Days from 1970-01-01 to a date written as 2026-07-31. */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / millisecondsPerDay;

/** The date that many days after 1970-01-01. */
export const dateOfDay = (day: number): string => new Date(day * millisecondsPerDay).toISOString().slice(0, 10);

/** The date that many days later. */
export const addDays = (date: string, days: number): string => dateOfDay(dayNumber(date) + days);

/** Days from one date to another; negative when the other is earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

const knownDays = new Set<string>();

/** Says whether the text is a day of the calendar, written as 2026-07-31. */
export const isDate = (text: string): boolean => {
  if (knownDays.has(text)) return true;
  const isDay = isoDate.test(text) && !Number.isNaN(dayNumber(text)) && dateOfDay(dayNumber(text)) === text;
  if (isDay) knownDays.add(text);
  return isDay;
};

const monthIndex = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

const monthStartOfIndex = (index: number): string => {
  const month = (index % 12) + 1;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
};

/** The first day of the month that many months later. */
export const monthStart = (date: string, monthsLater = 0): string => monthStartOfIndex(monthIndex(date) + monthsLater);

/** The last day of the month that many months later. */
export const monthEnd = (date: string, monthsLater = 0): string => addDays(monthStart(date, monthsLater + 1), -1);

/** Months from the month of one date to the month of another. */
export const monthsBetween = (from: string, to: string): number => monthIndex(to) - monthIndex(from);

/** The first day of the fiscal year a date lies in; `startMonth` 7 is a year from July. */
export const fiscalYearStart = (date: string, startMonth: number): string => {
  const month = monthIndex(date) % 12;
  return monthStart(date, -((month - (startMonth - 1) + 12) % 12));
};

/** The last day of the fiscal year a date lies in. */
export const fiscalYearEnd = (date: string, startMonth: number): string =>
  monthEnd(fiscalYearStart(date, startMonth), 11);

/** Whole months that cover a range: the first and the last are cut at its ends. */
export const monthsOf = (from: string, to: string): { from: string; to: string }[] =>
  Array.from({ length: monthsBetween(from, to) + 1 }, (_, later) => {
    const start = monthStart(from, later);
    const end = monthEnd(from, later);
    return { from: start < from ? from : start, to: end > to ? to : end };
  });
