import type { SeriesShape } from './candidate.ts';
import { deseasonalise, type SeasonKind, seasonalIndices } from './seasonal-indices.ts';

/** Forecasts a series that has no season. */
export type PlainProjection = (series: readonly number[], horizon: number) => number[];

/**
 * Forecasts with the season taken out before and put back after. The indices are drawn towards "no season" by as much
 * as they may be chance, so that no test must decide whether there is a season.
 */
export function withSeason(project: PlainProjection) {
  return (history: readonly number[], { season, isPositive }: SeriesShape, horizon: number): number[] => {
    if (season < 2 || history.length < 2 * season) return project(history, horizon);
    const kind = isPositive ? 'multiplicative' : 'additive';
    const { adjusted, restore } = deseasonalise(history, shrunkIndices(history, season, kind), kind);
    return project(adjusted, horizon).map((mean, step) => restore(mean, history.length + step));
  };
}

/** The same on logarithms where all values are positive: trends become rates of growth. */
export function onLogarithms(project: PlainProjection): PlainProjection {
  return (series, horizon) => {
    if (series.some((value) => value <= 0)) return project(series, horizon);
    return project(series.map(Math.log), horizon).map(Math.exp);
  };
}

/**
 * Seasonal indices after the James-Stein estimator: each is drawn to the neutral index by the share of the variance
 * between them that the irregular part of the series explains.
 * Source: Miller and Williams, Shrinkage estimators of time series seasonal factors and their effect on forecasting
 * accuracy, International Journal of Forecasting 19 (2003).
 */
export function shrunkIndices(series: readonly number[], season: number, kind: SeasonKind): number[] {
  const neutral = kind === 'additive' ? 0 : 1;
  const indices = seasonalIndices(series, season, kind);
  const between = indices.reduce((sum, index) => sum + (index - neutral) ** 2, 0);
  if (between === 0 || season < 4) return indices;
  const chance = irregularVariance(series, indices, kind) / (series.length / season - 1);
  const share = Math.min(1, ((season - 3) * chance) / between);
  return indices.map((index) => neutral + (1 - share) * (index - neutral));
}

/** Variance of what neither the moving average over a season nor the indices explain. */
function irregularVariance(series: readonly number[], indices: readonly number[], kind: SeasonKind): number {
  const season = indices.length;
  const { adjusted } = deseasonalise(series, indices, kind);
  const half = Math.floor(season / 2);
  let squares = 0;
  let count = 0;
  for (let place = half; place + half < series.length; place += 1) {
    const window = adjusted.slice(place - half, place + half + 1);
    const level = window.reduce((sum, value) => sum + value, 0) / window.length;
    const value = adjusted[place] ?? level;
    squares += (kind === 'additive' ? value - level : value / level - 1) ** 2;
    count += 1;
  }
  return squares / Math.max(1, count - season + 1);
}
