import { median, medianDeviation, medianDrift } from '../distribution/robust.ts';
import type { Anomaly } from './anomaly.ts';
import type { ExaminedRow } from './examined-row.ts';

const yearDays = 365;
/** Days around the same day of the year before whose payments one is held against. */
const sameSeason = 15;
const leastBefore = 12;
const leastAfter = 4;
const leastRise = 0.15;
const mostSpread = 0.15;
/** Amounts may happen to lie close together; no less is believed. */
const leastSpread = 0.03;
/** Standard errors of the rise: many places of many vendors are looked at. */
const leastErrors = 6;
/** Of a rise, so much may be a drift that went on before or goes on after, or a dent of the year before. */
const mostDrift = 0.4;
const leastDaysAfter = 30;

/** A payment beside those of the same season a year before: `growth` is the logarithm of the ratio. */
interface YearlyGrowth {
  row: ExaminedRow;
  growth: number;
}

/**
 * Finds a jump of what a vendor with seasons is paid, which the season hides: each payment is taken over those of the same days a
 * year before, and since some day in the last year this growth is higher by 15 % or more, by six standard errors, and steady on either
 * side. The year before must have been usual itself, beside the one before it: history of more than two years is needed.
 * `group`: payments to one vendor in order of date.
 */
export function findSeasonalPriceJump(group: readonly ExaminedRow[], today: number): Anomaly | undefined {
  const growths = growthsOf(group);
  const place = steepestPlace(growths.map(({ growth }) => growth));
  if (place === undefined) return undefined;
  const [before, after] = [growths.slice(0, place), growths.slice(place)];
  const since = after[0]?.row.day ?? 0;
  const isRecent = today - since <= yearDays && (after.at(-1)?.row.day ?? 0) - since >= leastDaysAfter;
  return isRecent && isJump(before, after) ? describe(before, after) : undefined;
}

function growthsOf(group: readonly ExaminedRow[]): YearlyGrowth[] {
  let [from, to, sum] = [0, 0, 0];
  return group.flatMap((row) => {
    const sameDay = row.day - yearDays;
    for (; (group[to]?.day ?? Number.POSITIVE_INFINITY) <= sameDay + sameSeason; to += 1) sum += sizeLog(group[to]);
    for (; from < to && (group[from]?.day ?? 0) < sameDay - sameSeason; from += 1) sum -= sizeLog(group[from]);
    return from === to ? [] : [{ row, growth: sizeLog(row) - sum / (to - from) }];
  });
}

function sizeLog(row: ExaminedRow | undefined): number {
  return Math.log(row?.size ?? 1);
}

/** Where the means of both sides are parted the most; undefined for too few. */
function steepestPlace(values: readonly number[]): number | undefined {
  const total = values.reduce((sum, value) => sum + value, 0);
  let [best, steepest, sum]: [number | undefined, number, number] = [undefined, 0, 0];
  for (const [place, value] of values.entries()) {
    const rest = values.length - place;
    const rise = (total - sum) / rest - sum / place;
    const steepness = rise * Math.sqrt((place * rest) / values.length);
    if (place >= leastBefore && rest >= leastAfter && steepness > steepest) [best, steepest] = [place, steepness];
    sum += value;
  }
  return best;
}

function isJump(before: readonly YearlyGrowth[], after: readonly YearlyGrowth[]): boolean {
  const [low, high] = [before.map(({ growth }) => growth), after.map(({ growth }) => growth)];
  const [usual, now] = [median(low), median(high)];
  const rise = now - usual;
  const around = [...low.map((growth) => growth - usual), ...high.map((growth) => growth - now)];
  const spread = Math.max(leastSpread, medianDeviation(around, 0));
  const errors = (rise / spread) * Math.sqrt((low.length * high.length) / (low.length + high.length));
  if (rise < Math.log1p(leastRise) || spread > mostSpread || errors < leastErrors) return false;
  const drift = Math.max(Math.abs(medianDrift(low)), Math.abs(medianDrift(high)));
  return drift <= mostDrift * rise && wasUsual(before, after, usual - mostDrift * rise);
}

/** Whether what the rise is measured by was no dent: over a dent every usual amount is a rise. */
function wasUsual(before: readonly YearlyGrowth[], after: readonly YearlyGrowth[], least: number): boolean {
  const [first, last] = [after[0]?.row.day ?? 0, after.at(-1)?.row.day ?? 0];
  const measures = before.filter(({ row: { day } }) => {
    return day >= first - yearDays - sameSeason && day <= last - yearDays + sameSeason;
  });
  return measures.length >= leastAfter && median(measures.map(({ growth }) => growth)) >= least;
}

function describe(before: readonly YearlyGrowth[], after: readonly YearlyGrowth[]): Anomaly {
  const [usual, now] = [before, after].map((side) => Math.exp(median(side.map(({ growth }) => growth))));
  const [first, last] = [after[0]?.row, after.at(-1)?.row];
  const factor = (now ?? 1) / (usual ?? 1);
  const percent = (ratio = 1) => Number((100 * (ratio - 1)).toFixed(1));
  const more = after.reduce((sum, { row }) => sum + row.size * (1 - 1 / factor), 0);
  const yearly = (more * yearDays) / Math.max(leastDaysAfter, (last?.day ?? 0) - (first?.day ?? 0));
  return {
    rule: 'price_jump',
    severity: percent(factor) >= 30 ? 'high' : 'medium',
    explanation: `${first?.counterparty} is paid ${percent(now)} % more than a year before since ${first?.date}, where ${percent(usual)} % was usual: a rise of ${percent(factor)} % that no season explains`,
    numbers: {
      over_year_before: percent(now),
      usual_over_year_before: percent(usual),
      rise_percent: percent(factor),
      payments_before: before.length,
      payments_since: after.length,
      more_a_year: yearly.toFixed(2),
    },
    ids: [...before.slice(-1), ...after].map(({ row }) => row.id),
    atStake: yearly,
  };
}
