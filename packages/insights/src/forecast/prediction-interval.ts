import { studentTwoSided } from '../distribution/tail-probability.ts';
import { differences } from './differences.ts';
import { akaikeWeights } from './ets-average.ts';
import { type EtsFit, fitEts, formsFor, longestEtsSeason } from './ets-fit.ts';
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

/** Degrees of freedom of the spread: the errors of one origin go together, so four origins count for little. */
const freedom = 6;
/** The level of a business series is never fixed for ever, even where a short history fits a model that says so. */
const leastWandering = 0.3;

/**
 * Puts intervals around means. Their shape over the horizon is that of exponential smoothing (its forms weighted as
 * for the forecast), but never flatter than that of a level which moves a little. Their size is learnt half from the
 * errors of the combined forecast in the backtest, which know the error of choosing and estimating models, and half
 * from the best form's one-step errors. Student's t, because the size is itself estimated. Where the best form has
 * multiplicative errors, the width follows the height of the forecast.
 * Sources: Hyndman, Koehler, Ord and Snyder (2008), chapter 6; Makridakis, Spiliotis and Assimakopoulos (2020) on
 * intervals that are too narrow because only a model's own variance is counted.
 */
export function intervalsAround(means: readonly number[], level: number, evidence: SpreadEvidence): ForecastPoint[] {
  const { series, season, errors, attempts } = evidence;
  const etsSeason = season > longestEtsSeason ? 1 : season;
  const forms = formsFor(series, etsSeason);
  const fits = akaikeWeights(forms.map((form) => fitEts(series, etsSeason, form)));
  const best = fits.toSorted((one, other) => other.weight - one.weight)[0]?.fit;
  const growth = growthOf(fits, etsSeason, means.length);
  const unit = unitOf(series, best);
  const scaled = errors.flatMap((row, origin) =>
    row.map((error, step) => error / ((growth[step] ?? 1) * unit(attempts[origin]?.[step] ?? 0))),
  );
  const spread = pooledSpread(scaled, best, series);
  const reach = studentReach(level, freedom);
  return means.map((mean, step) => {
    const half = reach * spread * (growth[step] ?? 1) * unit(mean);
    return { mean, lower: mean - half, upper: mean + half };
  });
}

/** How the standard deviation grows from step 1; that of a random walk for series too short for any model. */
function growthOf(fits: readonly { fit: EtsFit; weight: number }[], season: number, horizon: number): number[] {
  const curves = fits.map(({ fit, weight }) => ({
    weight,
    curve: spreadGrowth(fit.form, fit.weights, season, horizon),
  }));
  return Array.from({ length: horizon }, (_, step) => {
    if (curves.length === 0) return Math.sqrt(step + 1);
    const variance = curves.reduce((sum, { weight, curve }) => sum + weight * (curve[step] ?? 1) ** 2, 0);
    return Math.sqrt(Math.max(variance, 1 + leastWandering ** 2 * step));
  });
}

/** What an error is measured in: the series' unit, or the height of the forecast where errors are relative. */
function unitOf(series: readonly number[], fit: EtsFit | undefined): (mean: number) => number {
  if (fit?.form.error !== 'M') return () => 1;
  const floor = series.reduce((sum, value) => sum + Math.abs(value), 0) / series.length / 10;
  return (mean) => Math.max(Math.abs(mean), floor);
}

function pooledSpread(scaled: readonly number[], fit: EtsFit | undefined, series: readonly number[]): number {
  const inSample = fit ? fit.sigma ** 2 : meanSquare(differences(series));
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
