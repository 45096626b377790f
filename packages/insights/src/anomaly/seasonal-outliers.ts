import { median, medianDeviation } from '../distribution/robust.ts';
import type { Anomaly } from './anomaly.ts';

/** Monthly totals of one account or category, in order and without gaps. `month` 'YYYY-MM'; statistics, so floats. */
export interface MonthlySeries {
  name: string;
  points: readonly { month: string; amount: number }[];
}

const leastPoints = 13;
const pointsForSeason = 36;
const farDeviations = 5;
const leastShare = 0.3;

/**
 * Months far from what trend and season say: the trend is a running median of 13 months, the season the median of the same calendar
 * month's distances from it (from 36 months on), and the rest is compared with its median absolute deviation. 5 deviations and 30 % of
 * the series' median are needed; of a series that is mostly 0 nothing is said, for no month of it is usual.
 */
export function findSeasonalOutliers(series: readonly MonthlySeries[]): Anomaly[] {
  return series.flatMap(({ name, points }) => {
    if (points.length < leastPoints) return [];
    const amounts = points.map(({ amount }) => amount);
    if (median(amounts) === 0) return [];
    const trend = amounts.map((_, index) => median(amounts.slice(Math.max(0, index - 6), index + 7)));
    const season = seasonOf(amounts.map((amount, index) => amount - (trend[index] ?? 0)));
    const expected = trend.map((level, index) => level + (season[index % 12] ?? 0));
    const rest = amounts.map((amount, index) => amount - (expected[index] ?? 0));
    const spread = Math.max(medianDeviation(rest), 1e-9 * Math.abs(median(amounts)), Number.MIN_VALUE);
    return points.flatMap(({ month, amount }, index) => {
      const deviations = (rest[index] ?? 0) / spread;
      const isFar =
        Math.abs(deviations) >= farDeviations && Math.abs(rest[index] ?? 0) >= leastShare * Math.abs(median(amounts));
      return isFar ? [describe(name, month, amount, expected[index] ?? 0, deviations)] : [];
    });
  });
}

function seasonOf(distances: readonly number[]): number[] {
  if (distances.length < pointsForSeason) return Array<number>(12).fill(0);
  return Array.from({ length: 12 }, (_, phase) => median(distances.filter((__, index) => index % 12 === phase)));
}

function describe(name: string, month: string, amount: number, expected: number, deviations: number): Anomaly {
  return {
    rule: 'seasonal_outlier',
    severity: Math.abs(deviations) >= 10 ? 'high' : 'medium',
    explanation: `${name} in ${month} was ${amount.toFixed(2)}; trend and season say ${expected.toFixed(2)}`,
    numbers: {
      month,
      amount: amount.toFixed(2),
      expected: expected.toFixed(2),
      robust_deviations: Number(Math.min(999, Math.max(-999, deviations)).toFixed(1)),
    },
    ids: [],
    atStake: Math.abs(amount - expected),
  };
}
