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
