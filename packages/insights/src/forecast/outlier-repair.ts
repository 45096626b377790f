import { median, medianDeviation } from '../distribution/robust.ts';

/** A value so far from its neighbours that it would carry the forecast away. */
export interface Repair {
  /** Position in the series, from 0. */
  place: number;
  value: number;
  replacement: number;
}

/** Robust standard deviations from the expected value. Large on purpose: milder cleaning made forecasts worse. */
const limit = 10;

/**
 * The series with single wild values replaced by what the seasons beside them lead to expect, and the list of them.
 * The last three values are left as they are: whether a new level has begun cannot be known yet. A peak that comes
 * back each season is no outlier.
 */
export function repairOutliers(series: readonly number[], season: number): { series: number[]; repairs: Repair[] } {
  if (series.length < 12) return { series: [...series], repairs: [] };
  const expected = series.map((_, place) => expectedAt(series, place, season));
  const misses = series.map((value, place) => value - (expected[place] ?? value));
  const spread = medianDeviation(misses);
  const repairs: Repair[] = [];
  misses.slice(0, -3).forEach((miss, place) => {
    const isAlone =
      Math.abs(misses[place - 1] ?? 0) <= limit * spread && Math.abs(misses[place + 1] ?? 0) <= limit * spread;
    if (spread === 0 || Math.abs(miss) <= limit * spread || !isAlone) return;
    repairs.push({ place, value: series[place] ?? 0, replacement: expected[place] ?? 0 });
  });
  const repaired = series.map((value, place) => repairs.find((repair) => repair.place === place)?.replacement ?? value);
  return { series: repaired, repairs };
}

/**
 * Of the medians of the three values before, the three after and the same period of other seasons, the one nearest to
 * the value: a value that belongs to either side of a step, or to its season, is expected.
 */
function expectedAt(series: readonly number[], place: number, season: number): number {
  const value = series[place] ?? 0;
  const at = (offsets: readonly number[]) => offsets.flatMap((offset) => series[place + offset] ?? []);
  const seasonal = season < 2 ? [] : at([-2 * season, -season, season, 2 * season]);
  const groups = [at([-3, -2, -1]), at([1, 2, 3]), seasonal].filter((group) => group.length > 0).map(median);
  return groups.reduce((best, other) => (Math.abs(value - other) < Math.abs(value - best) ? other : best));
}
