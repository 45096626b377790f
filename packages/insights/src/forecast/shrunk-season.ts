import { mean } from '../distribution/robust.ts';
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

/** A year counts for this much less than the one after it: seasons change. */
const yearlyDecay = 0.7;
/** The trend is a local line over so many seasons to either side. */
const trendReach = 0.75;
const passes = 2;

/**
 * Seasonal indices of the season that comes: weighted means over the years, the recent ones first. The trend they are
 * measured from is a local line (tricube weights), which reaches both ends of the series, so that the last half season
 * counts too. Then they are drawn to the neutral index by the share of the variance between them that chance explains,
 * after the James-Stein estimator.
 * Sources: Cleveland et al., STL: a seasonal-trend decomposition procedure based on loess, Journal of Official
 * Statistics 6 (1990); Miller and Williams, Shrinkage estimators of time series seasonal factors and their effect on
 * forecasting accuracy, International Journal of Forecasting 19 (2003).
 */
export function shrunkIndices(series: readonly number[], season: number, kind: SeasonKind): number[] {
  let indices = seasonalIndices(series, season, kind);
  if (series.length < 2 * season) return indices;
  let distances: number[] = [];
  for (let pass = 0; pass < passes; pass += 1) {
    const { adjusted } = deseasonalise(series, indices, kind);
    const trend = localLines(adjusted, Math.max(2, Math.round(trendReach * season)), kind);
    distances = series.map((value, place) => {
      return kind === 'additive' ? value - (trend[place] ?? 0) : value / (trend[place] ?? 1);
    });
    indices = recentMeans(distances, season, kind);
  }
  return shrink(indices, distances, kind);
}

/** The value of a line through the neighbours of each place, near ones weighing more. */
function localLines(values: readonly number[], reach: number, kind: SeasonKind): number[] {
  const weights = Array.from({ length: reach + 1 }, (_, distance) => (1 - (distance / (reach + 1)) ** 3) ** 3);
  return values.map((_, place) => {
    let [total, first, second, sum, product] = [0, 0, 0, 0, 0];
    const end = Math.min(values.length - 1, place + reach);
    for (let other = Math.max(0, place - reach); other <= end; other += 1) {
      const offset = other - place;
      const weight = weights[Math.abs(offset)] ?? 0;
      const weighted = weight * (values[other] ?? 0);
      total += weight;
      first += weight * offset;
      second += weight * offset * offset;
      sum += weighted;
      product += weighted * offset;
    }
    const line = (second * sum - first * product) / (total * second - first * first);
    // A line that dives under zero is nothing to divide by.
    return kind === 'additive' ? line : Math.max(line, sum / total / 10);
  });
}

/** The weighted mean of each place of the season, centred. */
function recentMeans(distances: readonly number[], season: number, kind: SeasonKind): number[] {
  const sums = Array.from({ length: season }, () => ({ sum: 0, total: 0 }));
  distances.forEach((distance, place) => {
    const group = sums[place % season];
    if (group === undefined) return;
    const weight = yearlyDecay ** Math.floor((distances.length - 1 - place) / season);
    group.sum += weight * distance;
    group.total += weight;
  });
  const means = sums.map(({ sum, total }) => sum / total);
  const centre = mean(means);
  return means.map((one) => (kind === 'additive' ? one - centre : one / centre));
}

function shrink(indices: readonly number[], distances: readonly number[], kind: SeasonKind): number[] {
  const neutral = kind === 'additive' ? 0 : 1;
  const [season, count] = [indices.length, distances.length];
  const between = indices.reduce((sum, index) => sum + (index - neutral) ** 2, 0);
  if (between === 0 || season < 4) return [...indices];
  const rest = distances.map((distance, place) => distance - (indices[place % season] ?? neutral));
  const freedom = Math.max(1, count - season - count / season);
  const chance = rest.reduce((sum, value) => sum + value * value, 0) / freedom / effectiveYears(count / season);
  const share = Math.min(1, ((season - 3) * chance) / between);
  return indices.map((index) => neutral + (1 - share) * (index - neutral));
}

/** How many years of equal weight the mean over the weighted years is worth. */
function effectiveYears(years: number): number {
  const weights = Array.from({ length: Math.ceil(years) }, (_, age) => yearlyDecay ** age);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total ** 2 / weights.reduce((sum, weight) => sum + weight * weight, 0);
}
