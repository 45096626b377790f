import { mean } from '../distribution/robust.ts';
import { differences } from './differences.ts';

/** How a season acts on the level: added to it, or multiplied with it. */
export type SeasonKind = 'additive' | 'multiplicative';

/**
 * Whether a series has a season of the given length: the autocorrelation at that lag is beyond what chance gives
 * at 90 % (z = 1.645, Bartlett's variance). Series under two seasons long have none that could be seen.
 * Source: the test of the Theta method, Assimakopoulos and Nikolopoulos (2000), as used for the M4 benchmarks.
 */
export function isSeasonal(series: readonly number[], season: number): boolean {
  if (season < 2 || series.length < 2 * season + 1) return false;
  // Of first differences: a trend alone would look like a season.
  const correlations = autocorrelations(differences(series), season);
  const before = correlations.slice(0, -1).reduce((sum, value) => sum + value * value, 0);
  const limit = 1.645 * Math.sqrt((1 + 2 * before) / series.length);
  return (correlations.at(-1) ?? 0) > limit;
}

/** Autocorrelations at lags 1 to `lags`. */
function autocorrelations(series: readonly number[], lags: number): number[] {
  const average = mean(series);
  const centred = series.map((value) => value - average);
  const variance = centred.reduce((sum, value) => sum + value * value, 0);
  return Array.from({ length: lags }, (_, index) => {
    const lag = index + 1;
    let sum = 0;
    for (let place = lag; place < centred.length; place += 1)
      sum += (centred[place] ?? 0) * (centred[place - lag] ?? 0);
    return variance === 0 ? 0 : sum / variance;
  });
}

/**
 * One index for each place in the season, place 0 being that of the first value, by classical decomposition
 * (centred moving average). Additive indices have the sum 0, multiplicative ones the mean 1.
 * Series under two seasons have neutral indices.
 */
export function seasonalIndices(series: readonly number[], season: number, kind: SeasonKind): number[] {
  const neutral = kind === 'additive' ? 0 : 1;
  if (series.length < 2 * season) return Array.from({ length: season }, () => neutral);
  const trend = centredAverage(series, season);
  const groups: number[][] = Array.from({ length: season }, () => []);
  trend.forEach((level, place) => {
    const value = series[place];
    if (level === undefined || value === undefined) return;
    groups[place % season]?.push(kind === 'additive' ? value - level : value / level);
  });
  const raw = groups.map((group) => (group.length === 0 ? neutral : mean(group)));
  const centre = mean(raw);
  return raw.map((value) => (kind === 'additive' ? value - centre : value / centre));
}

/** The season taken out of a series, and what puts it back `places` steps after the start. */
export function deseasonalise(series: readonly number[], indices: readonly number[], kind: SeasonKind) {
  const at = (place: number) => indices[place % indices.length] ?? (kind === 'additive' ? 0 : 1);
  return {
    adjusted: series.map((value, place) => (kind === 'additive' ? value - at(place) : value / at(place))),
    restore: (value: number, place: number) => (kind === 'additive' ? value + at(place) : value * at(place)),
  };
}

/** Moving average over one season; undefined at both ends, where it does not reach. */
function centredAverage(series: readonly number[], season: number): (number | undefined)[] {
  const half = Math.floor(season / 2);
  const isEven = season % 2 === 0;
  return series.map((_, place) => {
    if (place < half || place + half >= series.length) return undefined;
    let sum = 0;
    for (let offset = -half; offset <= half; offset += 1) {
      const weight = isEven && Math.abs(offset) === half ? 0.5 : 1;
      sum += weight * (series[place + offset] ?? 0);
    }
    return sum / season;
  });
}
