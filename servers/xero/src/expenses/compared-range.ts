import { addDays, daysBetween, monthEnd, monthStart } from '@bizmcp/insights';

/** The days that others are held against. */
interface ComparedRange {
  days: { from: string; to: string };
  /** What they are to those, in words. */
  relation: string;
}

/** January to June. */
const halfYear = 181;

/**
 * What people compare with: half a year up to a whole one with the same days a year before; whole months, and less than half a year from the
 * first of a month on, with the same days of the months before, so that a rent is in both; all others with as many days just before.
 */
export function comparedRange(from: string, to: string): ComparedRange {
  const length = daysBetween(from, to) + 1;
  const yearBefore = { from: sameDay(from, 12), to: sameDay(to, 12) };
  if (length >= halfYear && yearBefore.to < from) return { days: yearBefore, relation: 'the same days a year before' };
  const isWhole = to === monthEnd(to);
  if (!from.endsWith('-01') || (length >= halfYear && !isWhole)) {
    const relation = length === 1 ? 'the day just before' : `the ${length} days just before`;
    return { days: { from: addDays(from, -length), to: addDays(from, -1) }, relation };
  }
  const months = monthsOf(to) - monthsOf(from) + 1;
  const before = months === 1 ? 'the month before' : `the ${months} months before`;
  return {
    days: { from: sameDay(from, months), to: sameDay(to, months) },
    relation: isWhole ? before : `the same days of ${before}`,
  };
}

/** The day so many months earlier: the last of a month for the last of one, and where that month is too short. */
function sameDay(day: string, months: number): string {
  const first = monthStart(day, -months);
  const [same, last] = [addDays(first, Number(day.slice(8)) - 1), monthEnd(first)];
  return day === monthEnd(day) || same > last ? last : same;
}

function monthsOf(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
}
