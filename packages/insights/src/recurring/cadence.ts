import { addMonths } from '../calendar/calendar-day.ts';
import { median } from '../distribution/robust.ts';

/** How often something returns. */
export type Cadence = 'weekly' | 'fortnightly' | 'monthly' | 'quarterly' | 'yearly';

interface CadenceRule {
  cadence: Cadence;
  /** Days from one to the next. */
  days: number;
  /** Days it may be early or late. */
  slack: number;
  /** How many have to be seen before it is called recurring. */
  least: number;
}

const rules: readonly CadenceRule[] = [
  { cadence: 'weekly', days: 7, slack: 2, least: 6 },
  { cadence: 'fortnightly', days: 14, slack: 3, least: 5 },
  { cadence: 'monthly', days: 30.4, slack: 5, least: 4 },
  { cadence: 'quarterly', days: 91.3, slack: 10, least: 4 },
  { cadence: 'yearly', days: 365.25, slack: 15, least: 3 },
];
const regularShare = 0.8;
/** Of all intervals, so many may hold one that was left out. */
const gapShare = 0.25;

/** The cadence of days in order, or undefined where they follow none: 80 % of the intervals fit it, counting one missed as fitting. */
export function findCadence(days: readonly number[]): Cadence | undefined {
  const gaps = days.slice(1).map((day, index) => day - (days[index] ?? day));
  const typical = median(gaps);
  const rule = rules.find((one) => Math.abs(typical - one.days) <= one.slack && days.length >= one.least);
  if (rule === undefined) return undefined;
  const regular = gaps.filter((gap) => Math.abs(gap - rule.days) <= rule.slack).length;
  const missed = gaps.filter((gap) => Math.abs(gap - 2 * rule.days) <= rule.slack).length;
  const isRegular = regular + missed >= regularShare * gaps.length && missed <= gapShare * gaps.length;
  return isRegular ? rule.cadence : undefined;
}

/** The day some periods after `day`. */
export function addPeriods(day: number, cadence: Cadence, periods: number): number {
  if (cadence === 'weekly' || cadence === 'fortnightly') return day + periods * (cadence === 'weekly' ? 7 : 14);
  const months = { monthly: 1, quarterly: 3, yearly: 12 }[cadence];
  return addMonths(day, months * periods);
}

/** Days from one to the next, and days it may be early or late. */
export function cadenceDays(cadence: Cadence): { days: number; slack: number } {
  const rule = rules.find((one) => one.cadence === cadence);
  return { days: rule?.days ?? 0, slack: rule?.slack ?? 0 };
}

/** Payments in a year, as people count them. */
export function paymentsAYear(cadence: Cadence): number {
  return { weekly: 52, fortnightly: 26, monthly: 12, quarterly: 4, yearly: 1 }[cadence];
}
