import { studentTwoSided } from '../distribution/tail-probability.ts';
import { type EtsFit, selectEts } from './ets-fit.ts';
import { spreadGrowth } from './ets-model.ts';

/** One future period. */
export interface ForecastPoint {
  /** The best single guess, in the series' unit. */
  mean: number;
  /** The value lies between `lower` and `upper` with the level asked for. */
  lower: number;
  upper: number;
}

/** What the width of the intervals is learnt from. */
export interface SpreadEvidence {
  series: readonly number[];
  season: number;
  /** What came minus what the combined forecast said, by origin and step. */
  errors: readonly (readonly number[])[];
  /** What the combined forecast said, likewise. */
  attempts: readonly (readonly number[])[];
}

/** Degrees of freedom of the errors that were measured: those of one origin go together, so they count little. */
const freedom = 12;

/**
 * Puts intervals around means. Their shape over the horizon is that of the exponential smoothing model that fits
 * best; their size is learnt half from the errors of the combined forecast in the backtest (which know the error of
 * choosing and estimating a model) and half from the model's one-step errors. Student's t, because the size is itself
 * estimated. For multiplicative models the width follows the height of the forecast.
 * Sources: Hyndman, Koehler, Ord and Snyder (2008), chapter 6; Makridakis, Spiliotis and Assimakopoulos (2020) on
 * intervals that are too narrow because only the model's own variance is counted.
 */
export function intervalsAround(means: readonly number[], level: number, evidence: SpreadEvidence): ForecastPoint[] {
  const { series, season, errors, attempts } = evidence;
  const fit = selectEts(series, season > 24 ? 1 : season);
  const growth = fit
    ? spreadGrowth(fit.form, fit.weights, season, means.length)
    : means.map((_, step) => Math.sqrt(step + 1));
  const unit = unitOf(series, fit);
  const scaled = errors.flatMap((row, origin) =>
    row.map((error, step) => error / ((growth[step] ?? 1) * unit(attempts[origin]?.[step] ?? 0))),
  );
  const spread = pooledSpread(scaled, fit, series);
  const reach = studentReach(level, freedom);
  return means.map((mean, step) => {
    const half = reach * spread * (growth[step] ?? 1) * unit(mean);
    return { mean, lower: mean - half, upper: mean + half };
  });
}

/** What an error is measured in: the series' unit, or the height of the forecast where errors are relative. */
function unitOf(series: readonly number[], fit: EtsFit | undefined): (mean: number) => number {
  if (fit?.form.error !== 'M') return () => 1;
  const floor = series.reduce((sum, value) => sum + Math.abs(value), 0) / series.length / 10;
  return (mean) => Math.max(Math.abs(mean), floor);
}

function pooledSpread(scaled: readonly number[], fit: EtsFit | undefined, series: readonly number[]): number {
  const steps = series.slice(1).map((value, index) => value - (series[index] ?? 0));
  const inSample = fit ? fit.sigma ** 2 : meanSquare(steps);
  if (scaled.length === 0) return Math.sqrt(inSample);
  return Math.sqrt((meanSquare(scaled) + inSample) / 2);
}

function meanSquare(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value * value, 0) / values.length;
}

/** How many standard deviations to either side hold a share of Student's t distribution; by bisection, to 1e-9. */
export function studentReach(level: number, degreesOfFreedom: number): number {
  let low = 0;
  let high = 1;
  while (studentTwoSided(high, degreesOfFreedom) > 1 - level && high < 1e6) high *= 2;
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2;
    if (studentTwoSided(middle, degreesOfFreedom) > 1 - level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
