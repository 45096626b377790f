import { dateOfDay, dayNumber } from '../calendar.ts';

/** What is going to happen, by day. */
export interface Agenda {
  /** Plans something; what lies after the last day never happens. */
  at(date: string, happen: (date: string) => void): void;
  /** Lets everything happen, day by day, also what is planned on the way. */
  run(): void;
}

/** Makes an agenda from the first to the last day. */
export const createAgenda = (firstDay: string, lastDay: string): Agenda => {
  const first = dayNumber(firstDay);
  const days: ((date: string) => void)[][] = Array.from({ length: dayNumber(lastDay) - first + 1 }, () => []);
  let current = 0;
  return {
    at: (date, happen) => {
      days[Math.max(dayNumber(date) - first, current)]?.push(happen);
    },
    run: () => {
      for (current = 0; current < days.length; current += 1) {
        const date = dateOfDay(first + current);
        for (const happen of days[current] ?? []) happen(date);
      }
    },
  };
};
