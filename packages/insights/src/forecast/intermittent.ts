import { quantile } from '../distribution/robust.ts';
import type { ForecastPoint } from './prediction-interval.ts';

/** The smoothing methods for series that are mostly zero. */
export type IntermittentMethod = 'Croston' | 'SBA' | 'TSB';

/** A forecast of a mean demand per period, the same for all periods ahead. */
export interface IntermittentForecast {
  method: IntermittentMethod;
  points: ForecastPoint[];
  /** Root mean square error of one step ahead over the second half of the series, by method. */
  errors: Record<IntermittentMethod, number>;
}

const methods: readonly IntermittentMethod[] = ['Croston', 'SBA', 'TSB'];
const smoothing = 0.1;

/**
 * Whether so many periods are zero that demand comes every 1.32 periods or less often.
 * Source: Syntetos, Boylan and Croston, On the categorization of demand patterns, Journal of the Operational Research
 * Society 56 (2005).
 */
export function isIntermittent(series: readonly number[]): boolean {
  const demands = series.filter((value) => value !== 0).length;
  return demands > 0 && series.every((value) => value >= 0) && series.length / demands >= 1.32;
}

/**
 * Mean demand per period, by the method with the least squared error one step ahead over the second half of the
 * series (absolute errors would favour a forecast of zero). The interval is where past periods lay: the value of one
 * period is nothing or a whole demand, never the mean.
 * Sources: Croston (1972); Syntetos and Boylan (2005) for SBA; Teunter, Syntetos and Babai (2011) for TSB, which falls
 * once demand ceases.
 */
export function forecastIntermittent(series: readonly number[], horizon: number, level: number): IntermittentForecast {
  const paths = new Map(methods.map((method) => [method, demandRates(series, method)]));
  const errorOf = (method: IntermittentMethod) => {
    const rates = paths.get(method) ?? [];
    const from = Math.floor(series.length / 2);
    const squares = series.slice(from).map((value, index) => (value - (rates[from + index] ?? 0)) ** 2);
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / Math.max(1, squares.length));
  };
  const errors = { Croston: errorOf('Croston'), SBA: errorOf('SBA'), TSB: errorOf('TSB') };
  const method = methods.reduce((best, other) => (errors[other] < errors[best] ? other : best));
  const mean = paths.get(method)?.at(-1) ?? 0;
  const lower = Math.min(mean, quantile(series, (1 - level) / 2));
  const upper = Math.max(mean, quantile(series, (1 + level) / 2));
  return { method, errors, points: Array.from({ length: horizon }, () => ({ mean, lower, upper })) };
}

/**
 * The rate that a method expects before each period, and one more after the last; it begins with what the first half
 * shows.
 */
export function demandRates(series: readonly number[], method: IntermittentMethod): number[] {
  const early = series.slice(0, Math.ceil(series.length / 2));
  const known = early.some((value) => value > 0) ? early : series;
  const demands = known.filter((value) => value > 0);
  let size = demands.reduce((sum, value) => sum + value, 0) / Math.max(1, demands.length);
  let interval = known.length / Math.max(1, demands.length);
  let chance = 1 / interval;
  let waited = 1;
  const rate = () => {
    if (method === 'TSB') return chance * size;
    return (method === 'SBA' ? 1 - smoothing / 2 : 1) * (size / interval);
  };
  const rates = [rate()];
  for (const value of series) {
    chance += smoothing * ((value > 0 ? 1 : 0) - chance);
    if (value > 0) {
      size += smoothing * (value - size);
      interval += smoothing * (waited - interval);
    }
    waited = value > 0 ? 1 : waited + 1;
    rates.push(rate());
  }
  return rates;
}
