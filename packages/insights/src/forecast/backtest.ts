import type { Candidate, SeriesShape } from './candidate.ts';
import { differences } from './differences.ts';

/** The error of one candidate over all origins. */
export interface CandidateError {
  name: string;
  /** Mean absolute error of all steps from all origins, in the series' unit. */
  meanAbsoluteError: number;
  /**
   * The same over the mean absolute step from one season to the next: under 1 is better than a seasonal naive guess.
   */
  scaledError: number;
  /** Share of the candidate in the forecast, 0 to 1, before the extremes of a step are left out. */
  weight: number;
}

/** What one candidate did: its errors from each origin, and its forecast from the end of the series. */
export interface Trial {
  candidate: Candidate;
  /** For each origin, the means it gave for the values that were held back. */
  attempts: number[][];
  means: number[];
  error: number;
}

const mostOrigins = 4;
/** Errors this small are rounding: a series that repeats exactly is forecast without any. Series are scaled to 1 before. */
const roundingError = 1e-9;

/**
 * Moments in the past from which forecasts are tried, as lengths of the history that is known then. The latest leaves
 * a sixth of the horizon to check, the earliest all of it; each leaves as much history as the candidates need.
 * Source: Tashman, Out-of-sample tests of forecasting accuracy, International Journal of Forecasting 16 (2000).
 */
export function originsOf(count: number, season: number, horizon: number): number[] {
  const least = Math.max(6, count > 2.5 * season ? 2 * season : Math.ceil(count / 2));
  const furthest = Math.min(horizon, count - least);
  if (furthest < 1) return [];
  const origins = Array.from({ length: mostOrigins }, (_, index) =>
    Math.round((furthest * (mostOrigins - index)) / mostOrigins),
  );
  return [...new Set(origins.filter((held) => held > 0))].map((held) => count - held);
}

/** Tries each candidate from each origin. One that gives no finite numbers somewhere is left out. */
export function tryCandidates(
  series: readonly number[],
  shape: SeriesShape,
  horizon: number,
  candidates: readonly Candidate[],
): { origins: number[]; trials: Trial[] } {
  const origins = originsOf(series.length, shape.season, horizon);
  const trials: Trial[] = [];
  for (const candidate of candidates) {
    if ((origins[0] ?? series.length) < candidate.needs(shape)) continue;
    const attempts = origins.map((origin) => candidate.project(series.slice(0, origin), shape, series.length - origin));
    const means = candidate.project(series, shape, horizon);
    const error = meanAbsolute(errorsOf(series, origins, attempts).flat());
    if ([error, ...means].every(Number.isFinite)) trials.push({ candidate, attempts, means, error });
  }
  return { origins, trials };
}

/** What came minus what was forecast, by origin and step. */
export function errorsOf(series: readonly number[], origins: readonly number[], attempts: readonly number[][]) {
  return attempts.map((means, index) =>
    means.map((mean, step) => (series[(origins[index] ?? 0) + step] ?? Number.NaN) - mean),
  );
}

/** The mean size of errors; 0 for none. */
export function meanAbsolute(errors: readonly number[]): number {
  if (errors.length === 0) return 0;
  return errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length;
}

/**
 * The share of each trial in the forecast: inverse to its error. Those with more than three times the error of the
 * best have none. Combinations with nearly equal shares are hard to beat, and choosing a single best from few origins
 * is worse than either.
 * Sources: Bates and Granger, The combination of forecasts (1969); Makridakis, Spiliotis and Assimakopoulos, The M4
 * competition: 100,000 time series and 61 forecasting methods, International Journal of Forecasting 36 (2020).
 */
export function sharesOf(trials: readonly Trial[]): number[] {
  const isUntried = trials.every(({ attempts }) => attempts.length === 0);
  if (isUntried) return trials.map(() => 1 / trials.length);
  const best = Math.min(...trials.map(({ error }) => error));
  const floor = best * 1e-3 + roundingError;
  const raw = trials.map(({ error }) => (error > 3 * best + floor ? 0 : 1 / (error + floor)));
  const total = raw.reduce((sum, share) => sum + share, 0);
  return raw.map((share) => share / total);
}

/**
 * Weighted mean, step by step, of forecasts of one length. Where five or more have a share, the highest and the lowest
 * of each step are left out: one candidate gone astray does not carry the mean along.
 * Source: Jose and Winkler, Simple robust averages of forecasts, International Journal of Forecasting 24 (2008).
 */
export function blend(forecasts: readonly (readonly number[])[], shares: readonly number[]): number[] {
  return (forecasts[0] ?? []).map((_, step) => {
    const said = forecasts
      .map((means, index) => ({ mean: means[step] ?? 0, share: shares[index] ?? 0 }))
      .filter(({ share }) => share > 0)
      .sort((one, other) => one.mean - other.mean);
    const kept = said.length >= 5 ? said.slice(1, -1) : said;
    const total = kept.reduce((sum, { share }) => sum + share, 0);
    return kept.reduce((sum, { mean, share }) => sum + (share / total) * mean, 0);
  });
}

/** The mean absolute step from one season to the next, or from one value to the next where none fits twice. */
export function meanStep(series: readonly number[], season: number): number {
  const lag = series.length > season ? season : 1;
  const seasonal = meanAbsolute(differences(series, lag));
  return seasonal > 0 || lag === 1 ? seasonal : meanStep(series, 1);
}
