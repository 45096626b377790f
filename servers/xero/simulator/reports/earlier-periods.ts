import { monthEnd, monthStart } from '@bizmcp/testkit/company';

interface Period {
  from: string;
  to: string;
}

/**
 * A range of days and so many earlier ones, each as many months before the one after it. Both ends keep their day of the
 * month, cut at the month's end: a report to 30 September is compared with one to 30 August, not 31.
 */
export function earlierPeriods({ from, to }: Period, count: number, months: number): Period[] {
  return Array.from({ length: count + 1 }, (_, index) => ({
    from: monthsBefore(from, index * months),
    to: monthsBefore(to, index * months),
  }));
}

function monthsBefore(day: string, months: number): string {
  const end = monthEnd(day, -months);
  const same = `${monthStart(day, -months).slice(0, 8)}${day.slice(8)}`;
  return same > end ? end : same;
}
