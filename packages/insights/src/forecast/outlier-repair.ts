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

/** The nearest to the value, of the median of its neighbours and the median of its season's other years. */
function expectedAt(series: readonly number[], place: number, season: number): number {
  const value = series[place] ?? 0;
  const near = median([-3, -2, -1, 1, 2, 3].flatMap((offset) => series[place + offset] ?? []));
  const same = [-2, -1, 1, 2].flatMap((years) => series[place + years * season] ?? []);
  if (season < 2 || same.length === 0) return near;
  const seasonal = median(same);
  return Math.abs(value - seasonal) < Math.abs(value - near) ? seasonal : near;
}
