import { median } from '../distribution/robust.ts';

const leastSeen = 3;
/** What comes with less between is no rhythm, but one thing done again and again. */
const leastGap = 5;
/** So many of the gaps are about as long as the usual one; the others are what was left out, or came once more. */
const regularShare = 0.75;
const slackShare = 1 / 3;

/** Days between what comes at a steady rhythm, from its days in order; undefined where there is none. */
export function usualGap(days: readonly number[]): number | undefined {
  const gaps = days.slice(1).map((day, index) => day - (days[index] ?? day));
  if (days.length < leastSeen) return undefined;
  const usual = median(gaps);
  const regular = gaps.filter((gap) => Math.abs(gap - usual) <= slackShare * usual).length;
  return usual >= leastGap && regular >= regularShare * gaps.length ? usual : undefined;
}
