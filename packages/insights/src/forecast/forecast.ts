import { combinedForecast } from './combined-forecast.ts';
import type { Forecast } from './forecast-result.ts';
import { isIntermittent } from './intermittent.ts';
import { loadMstl } from './mstl-candidate.ts';
import { ownCandidates } from './own-candidates.ts';
import { isSeasonal } from './seasonal-indices.ts';
import { checkSeries } from './series-error.ts';
import { constantForecast, intermittentForecast, meanForecast } from './special-forecast.ts';

/** What to forecast. */
export interface ForecastOptions {
  /** Periods ahead, 1 to 520. */
  horizon: number;
  /** Periods in one season: 12 for months (the default), 52 for weeks, 1 for none. */
  season?: number;
  /** The share of values that the intervals hold; 0.95 unless told. */
  level?: number;
}

/**
 * Forecasts a series of evenly spaced values, the oldest first: months, weeks, or any other period.
 * Several candidates (seasonal naive, two exponential smoothings, Theta, autoregression, temporal aggregation, MSTL)
 * are tried from up to four moments in the past, and combined by a trimmed mean with weights inverse to their errors
 * there. Series that are constant, mostly zero or very short go their own ways, and a note says so.
 * Throws {@link SeriesError} for a gap, naming its position, and for options out of range.
 * Deterministic; about 0.05 s of computing for 60 values.
 */
export async function forecast(series: readonly number[], options: ForecastOptions): Promise<Forecast> {
  const { horizon, season = 12, level = 0.95 } = options;
  const checked = { horizon, season, level };
  checkSeries(series, checked);
  const [first = 0] = series;
  if (series.every((value) => value === first)) return constantForecast(first, series.length, horizon);
  if (isIntermittent(series) && !isSeasonal(series, season)) return intermittentForecast(series, checked);
  if (series.length < 4) return meanForecast(series, checked);
  return combinedForecast(series, checked, [...ownCandidates, await loadMstl()]);
}
