import { addMonths } from '../calendar/calendar-day.ts';
import { median } from '../distribution/robust.ts';

/** How often something returns. */
export type Cadence = 'weekly' | 'fortnightly' | 'four-weekly' | 'monthly' | 'quarterly' | 'yearly';

interface CadenceRule {
  cadence: Cadence;
  /** Days from one to the next. */
  days: number;
  /** Days it may be early or late. */
  slack: number;
  /** The same where something else looks like it: months have 28 days now and then. */
  strictSlack?: number;
  /** How many have to be seen before it is called recurring. */
  least: number;
}

const rules: readonly CadenceRule[] = [
  { cadence: 'weekly', days: 7, slack: 2, least: 6 },
  { cadence: 'fortnightly', days: 14, slack: 3, least: 5 },
  { cadence: 'four-weekly', days: 28, slack: 4, strictSlack: 1, least: 5 },
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
  return rules.find((rule) => days.length >= rule.least && isRegular(gaps, rule))?.cadence;
}

function isRegular(gaps: readonly number[], { days, slack, strictSlack = slack }: CadenceRule): boolean {
  const countNear = (distance: number) => gaps.filter((gap) => Math.abs(gap - distance) <= strictSlack).length;
  const [regular, missed] = [countNear(days), countNear(2 * days)];
  const isTypical = Math.abs(median(gaps) - days) <= strictSlack;
  return isTypical && regular + missed >= regularShare * gaps.length && missed <= gapShare * gaps.length;
}

/** Of what is counted in months; the rest is counted in days. */
const months: Partial<Record<Cadence, number>> = { monthly: 1, quarterly: 3, yearly: 12 };

/** Whether it keeps a day of the month, and not one of the week. */
export function keepsDayOfMonth(cadence: Cadence): boolean {
  return months[cadence] !== undefined;
}

/** The day some periods after `day`. */
export function addPeriods(day: number, cadence: Cadence, periods: number): number {
  const inMonths = months[cadence];
  return inMonths === undefined ? day + periods * cadenceDays(cadence).days : addMonths(day, inMonths * periods);
}

/** Days from one to the next, and days it may be early or late. */
export function cadenceDays(cadence: Cadence): { days: number; slack: number } {
  const rule = rules.find((one) => one.cadence === cadence);
  return { days: rule?.days ?? 0, slack: rule?.slack ?? 0 };
}

/** Payments in a year, as people count them. */
export function paymentsAYear(cadence: Cadence): number {
  return { weekly: 52, fortnightly: 26, 'four-weekly': 13, monthly: 12, quarterly: 4, yearly: 1 }[cadence];
}
