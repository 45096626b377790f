import { mean } from '../distribution/robust.ts';
import { differences } from './differences.ts';
import { type EtsForm, type EtsPass, type EtsState, type EtsWeights, passCost, passOver } from './ets-model.ts';
import { lineThrough } from './line-through.ts';
import { minimise } from './nelder-mead.ts';
import { deseasonalise, seasonalIndices } from './seasonal-indices.ts';

/** A model fitted to a series. */
export interface EtsFit {
  form: EtsForm;
  weights: EtsWeights;
  pass: EtsPass;
  /** Akaike's criterion corrected for short series; lower is better. */
  aicc: number;
  /** Standard deviation of the one-step error, in the series' unit (relative for a multiplicative error). */
  sigma: number;
}

/** Above this, as in R's `ets`, a season has too many first states to estimate; it is taken out beforehand. */
export const longestEtsSeason = 24;

const forms: readonly EtsForm[] = (['A', 'M'] as const).flatMap((error) =>
  (['N', 'A', 'Ad'] as const).flatMap((trend) =>
    (['N', 'A', 'M'] as const).flatMap((season) => (error === 'A' && season === 'M' ? [] : [{ error, trend, season }])),
  ),
);

/**
 * The forms that suit a series: no ratios of values that are not positive, no season under two seasons of values,
 * and none of the forms that R's `ets` leaves out as unstable (additive error with multiplicative season,
 * multiplicative trend).
 */
export function formsFor(series: readonly number[], season: number): EtsForm[] {
  const isPositive = series.every((value) => value > 0);
  const canHaveSeason = season > 1 && series.length >= 2 * season;
  return forms.filter(
    (form) => (isPositive || form.error === 'A') && (canHaveSeason || form.season === 'N') && series.length > 4,
  );
}

/** The form with the lowest AICc, or undefined for a series too short for any. */
export function selectEts(series: readonly number[], season: number) {
  let best: EtsFit | undefined;
  for (const form of formsFor(series, season)) {
    const fit = fitEts(series, season, form);
    if (Number.isFinite(fit.aicc) && (best === undefined || fit.aicc < best.aicc)) best = fit;
  }
  return best;
}

/**
 * Fits weights, first level and first trend of one form by maximum likelihood; the first seasonal indices are those
 * of a classical decomposition. All first states count as parameters of AICc.
 * Source: Hyndman and Khandakar, Automatic time series forecasting, Journal of Statistical Software 27 (2008).
 */
export function fitEts(series: readonly number[], season: number, form: EtsForm): EtsFit {
  const first = firstState(series, season, form);
  const scale = spreadOf(series) || Math.abs(first.level) || 1;
  const read = (at: readonly number[]) => readPoint(at, form, first, scale);
  const start = [0, ...(form.trend === 'N' ? [] : [-2]), ...(form.season === 'N' ? [] : [-2])];
  if (form.trend === 'Ad') start.push(1);
  start.push(0, ...(form.trend === 'N' ? [] : [0]));
  const cost = (at: readonly number[]) => {
    const { weights, state } = read(at);
    return passCost(series, form, weights, state);
  };
  const found = minimise(cost, start, { evaluations: 40 + 40 * start.length, tolerance: 1e-5 });
  const { weights, state } = read(found.at);
  const pass = passOver(series, form, weights, state);
  const parameters = start.length + (form.season === 'N' ? 0 : season - 1) + 1;
  const room = series.length - parameters - 1;
  const aicc =
    room <= 0 ? Number.POSITIVE_INFINITY : pass.cost + 2 * parameters + (2 * parameters * (parameters + 1)) / room;
  const freedom = Math.max(1, series.length - parameters + 1);
  return { form, weights, pass, aicc, sigma: Math.sqrt(pass.squares / freedom) };
}

/** From the search's unbounded numbers to weights within the usual region and a first state. */
function readPoint(at: readonly number[], form: EtsForm, first: EtsState, scale: number) {
  let next = 0;
  const take = () => at[next++] ?? 0;
  const alpha = between(1e-4, 0.9999, take());
  const beta = form.trend === 'N' ? 0 : between(1e-4, alpha, take());
  const gamma = form.season === 'N' ? 0 : between(1e-4, 1 - alpha, take());
  const phi = form.trend === 'Ad' ? between(0.8, 0.98, take()) : 1;
  const level = first.level + scale * take();
  const trend = form.trend === 'N' ? 0 : first.trend + 0.1 * scale * take();
  return { weights: { alpha, beta, gamma, phi }, state: { level, trend, seasons: first.seasons } };
}

function between(low: number, high: number, unbounded: number): number {
  return low + (high - low) / (1 + Math.exp(-unbounded));
}

/** A straight line through the first values once the season is taken out. */
function firstState(series: readonly number[], season: number, form: EtsForm): EtsState {
  const kind = form.season === 'M' ? 'multiplicative' : 'additive';
  const seasons = form.season === 'N' ? [] : seasonalIndices(series, season, kind);
  const { adjusted } = deseasonalise(series, seasons.length === 0 ? [kind === 'additive' ? 0 : 1] : seasons, kind);
  const head = adjusted.slice(0, Math.max(10, Math.min(2 * season, adjusted.length)));
  const { intercept, slope } = lineThrough(head);
  if (form.trend !== 'N') return { level: intercept, trend: slope, seasons };
  return { level: mean(head.slice(0, 5)), trend: 0, seasons };
}

/** Standard deviation of the steps between values. */
function spreadOf(series: readonly number[]): number {
  const steps = differences(series);
  return Math.sqrt(steps.reduce((sum, step) => sum + step * step, 0) / Math.max(1, steps.length));
}
