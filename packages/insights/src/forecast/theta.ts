import { lineThrough } from './ets-fit.ts';
import { minimise } from './nelder-mead.ts';

interface ThetaParameters {
  level: number;
  alpha: number;
  theta: number;
}

/**
 * The dynamic optimised Theta method on a series without a season: simple exponential smoothing plus a part of
 * the straight line fitted so far, both estimated by least squares.
 * Means 1 to `horizon` steps ahead, in the series' unit. Needs four values.
 * Source: Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler, Models for optimising the theta method and their
 * relationship to state space models, International Journal of Forecasting 32 (2016), section 3.
 */
export function optimisedTheta(series: readonly number[], horizon: number): number[] {
  const scale = Math.max(...series.map(Math.abs)) || 1;
  const scaled = series.map((value) => value / scale);
  const start = [scaled[0] ?? 0, 0, Math.log(1)];
  const read = ([level = 0, alpha = 0, theta = 0]: readonly number[]): ThetaParameters => ({
    level,
    alpha: 0.1 + 0.89 / (1 + Math.exp(-alpha)),
    theta: 1 + Math.exp(Math.min(theta, 20)),
  });
  const found = minimise((at) => walk(scaled, read(at), 0).squares, start, { evaluations: 400, tolerance: 1e-7 });
  return walk(scaled, read(found.at), horizon).means.map((mean) => mean * scale);
}

/**
 * One pass over the series, and on over its own forecasts. The first value has no error that counts, as in the paper's
 * code.
 */
function walk(series: readonly number[], { level, alpha, theta }: ThetaParameters, horizon: number) {
  const weight = 1 - 1 / theta;
  const means: number[] = [];
  let smoothed = level;
  let average = 0;
  let slope = 0;
  let intercept = 0;
  let squares = 0;
  for (let time = 1; time <= series.length + horizon; time += 1) {
    const decay = (1 - alpha) ** (time - 1);
    const line = decay * intercept + ((1 - decay * (1 - alpha)) / alpha) * slope;
    const mean = smoothed + weight * line;
    const value = series[time - 1] ?? mean;
    if (time > series.length) means.push(mean);
    else if (time > 2) squares += (value - mean) ** 2;
    smoothed = alpha * value + (1 - alpha) * smoothed;
    if (time > 1) slope = ((time - 2) * slope + (6 * (value - average)) / time) / (time + 1);
    average = ((time - 1) * average + value) / time;
    intercept = average - (slope * (time + 1)) / 2;
  }
  return { squares, means };
}

/**
 * The standard Theta method on a series without a season: the mean of the straight line (theta 0) and of simple
 * exponential smoothing of the doubled curvature (theta 2).
 * Source: Assimakopoulos and Nikolopoulos, The theta model, International Journal of Forecasting 16 (2000);
 * as smoothing with half the line's slope as drift: Hyndman and Billah (2003).
 */
export function standardTheta(series: readonly number[], horizon: number): number[] {
  const { slope } = lineThrough(series);
  const errorsOf = (alpha: number) => {
    let smoothed = series[0] ?? 0;
    let squares = 0;
    for (const value of series.slice(1)) {
      squares += (value - smoothed) ** 2;
      smoothed += alpha * (value - smoothed);
    }
    return { squares, smoothed };
  };
  const alphas = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);
  const alpha = alphas.reduce((best, one) => (errorsOf(one).squares < errorsOf(best).squares ? one : best));
  const { smoothed } = errorsOf(alpha);
  const drift = (1 - (1 - alpha) ** series.length) / alpha;
  return Array.from({ length: horizon }, (_, step) => smoothed + (slope / 2) * (step + drift));
}
