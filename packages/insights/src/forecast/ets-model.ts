/** The parts of an exponential smoothing model: error, trend, season (Hyndman's three letters). */
export interface EtsForm {
  error: 'A' | 'M';
  trend: 'N' | 'A' | 'Ad';
  season: 'N' | 'A' | 'M';
}

/** Smoothing weights, each between 0 and 1; `phi` is 1 where the trend is not damped. */
export interface EtsWeights {
  alpha: number;
  beta: number;
  gamma: number;
  phi: number;
}

/** What the model knows at one moment; `seasons[0]` is the index of the next value. */
export interface EtsState {
  level: number;
  trend: number;
  seasons: number[];
}

/** What one pass over a series gives. */
export interface EtsPass {
  /** -2 times the log-likelihood, but for a constant: n ln(sum of squares) [+ 2 sum of ln |fitted|]. */
  cost: number;
  /** Sum of squared errors, relative ones for a multiplicative error. */
  squares: number;
  state: EtsState;
}

/**
 * Passes over a series with an innovations state space model, in error-correction form.
 * Multiplicative errors with additive or no season share the recursion of additive ones; only the likelihood differs.
 * The cost is infinite where a model that divides by its level meets one that is not positive.
 * Source: Hyndman, Koehler, Snyder and Grose, A state space framework for automatic forecasting using exponential
 * smoothing methods, International Journal of Forecasting 18 (2002), table 1 and equation 5.
 */
export function passOver(series: readonly number[], form: EtsForm, weights: EtsWeights, from: EtsState): EtsPass {
  const walked = walkOver(series, form, weights, from);
  if (walked === undefined) return { cost: Number.POSITIVE_INFINITY, squares: Number.POSITIVE_INFINITY, state: from };
  const { squares, level, trend, seasons } = walked;
  const shift = seasons.length === 0 ? 0 : series.length % seasons.length;
  const ahead = [...seasons.subarray(shift), ...seasons.subarray(0, shift)];
  return { cost: costOf(walked, series.length), squares, state: { level, trend, seasons: ahead } };
}

/** The cost of {@link passOver} alone, which a search asks for thousands of times. */
export function passCost(series: readonly number[], form: EtsForm, weights: EtsWeights, from: EtsState): number {
  const walked = walkOver(series, form, weights, from);
  return walked === undefined ? Number.POSITIVE_INFINITY : costOf(walked, series.length);
}

interface Walk {
  squares: number;
  /** Sum of the logarithms of what was fitted. */
  logs: number;
  level: number;
  trend: number;
  seasons: Float64Array;
}

function costOf({ squares, logs }: Walk, count: number): number {
  return count * Math.log(Math.max(squares, Number.MIN_VALUE)) + 2 * logs;
}

function walkOver(series: readonly number[], form: EtsForm, weights: EtsWeights, from: EtsState): Walk | undefined {
  const { alpha, beta, gamma, phi } = weights;
  const seasons = Float64Array.from(from.seasons);
  const length = seasons.length;
  const isRatio = form.error === 'M';
  const isMultiplied = form.season === 'M';
  let { level, trend } = from;
  let [squares, logs, product] = [0, 0, 1];
  for (let time = 0, place = 0; time < series.length; time += 1, place = place + 1 === length ? 0 : place + 1) {
    const seasonal = length === 0 ? (isMultiplied ? 1 : 0) : (seasons[place] ?? 0);
    const base = level + phi * trend;
    const fitted = isMultiplied ? base * seasonal : base + seasonal;
    if ((isRatio && fitted <= 0) || (isMultiplied && (base <= 0 || seasonal <= 0))) return undefined;
    const error = (series[time] ?? 0) - fitted;
    squares += isRatio ? (error / fitted) ** 2 : error * error;
    if (isRatio) product *= fitted;
    // One logarithm of a product is cheaper than many; it is taken before the product leaves the range of a float.
    if (product < 1e-150 || product > 1e150) [logs, product] = [logs + Math.log(product), 1];
    const levelError = isMultiplied ? error / seasonal : error;
    level = base + alpha * levelError;
    trend = phi * trend + beta * levelError;
    if (length > 0) seasons[place] = seasonal + gamma * (isMultiplied ? error / base : error);
  }
  return { squares, logs: logs + Math.log(product), level, trend, seasons };
}

/** The point forecasts of a model from its last state, 1 to `horizon` steps ahead. */
export function projectFrom(state: EtsState, form: EtsForm, phi: number, horizon: number): number[] {
  let { level, trend } = state;
  return Array.from({ length: horizon }, (_, step) => {
    trend *= phi;
    level += trend;
    const seasonal = state.seasons[step % Math.max(1, state.seasons.length)];
    if (seasonal === undefined) return level;
    return form.season === 'M' ? level * seasonal : level + seasonal;
  });
}

/**
 * How the standard deviation of a forecast grows with its horizon: that of step h over that of step 1.
 * Exact for additive errors, an approximation for multiplicative ones.
 * Source: Hyndman, Koehler, Ord and Snyder, Forecasting with exponential smoothing (2008), table 6.1, class 1.
 */
export function spreadGrowth(form: EtsForm, weights: EtsWeights, season: number, horizon: number): number[] {
  const { alpha, beta, gamma, phi } = weights;
  let variance = 1;
  let damped = 0;
  return Array.from({ length: horizon }, (_, step) => {
    if (step > 0) {
      damped += phi ** (step - 1);
      const seasonal = form.season !== 'N' && step % season === 0 ? gamma : 0;
      const weight = alpha + (form.trend === 'N' ? 0 : beta * damped) + seasonal;
      variance += weight * weight;
    }
    return Math.sqrt(variance);
  });
}
