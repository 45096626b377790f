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
  const { alpha, beta, gamma, phi } = weights;
  const seasons = Float64Array.from(from.seasons);
  const length = seasons.length;
  const isRatio = form.error === 'M';
  const isMultiplied = form.season === 'M';
  let { level, trend } = from;
  let squares = 0;
  let logs = 0;
  for (let time = 0; time < series.length; time += 1) {
    const place = length === 0 ? 0 : time % length;
    const seasonal = length === 0 ? (isMultiplied ? 1 : 0) : (seasons[place] ?? 0);
    const base = level + phi * trend;
    const fitted = isMultiplied ? base * seasonal : base + seasonal;
    if ((isRatio && fitted <= 0) || (isMultiplied && (base <= 0 || seasonal <= 0))) return impossible(from);
    const error = (series[time] ?? 0) - fitted;
    squares += isRatio ? (error / fitted) ** 2 : error * error;
    if (isRatio) logs += Math.log(fitted);
    const levelError = isMultiplied ? error / seasonal : error;
    level = base + alpha * levelError;
    trend = phi * trend + beta * levelError;
    if (length > 0) seasons[place] = seasonal + gamma * (isMultiplied ? error / base : error);
  }
  const shift = length === 0 ? 0 : series.length % length;
  const ahead = [...seasons.subarray(shift), ...seasons.subarray(0, shift)];
  const cost = series.length * Math.log(Math.max(squares, Number.MIN_VALUE)) + 2 * logs;
  return { cost, squares, state: { level, trend, seasons: ahead } };
}

function impossible(state: EtsState): EtsPass {
  return { cost: Number.POSITIVE_INFINITY, squares: Number.POSITIVE_INFINITY, state };
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

/** The usual name of a form, such as ETS(M,Ad,M). */
export function formName({ error, trend, season }: EtsForm): string {
  return `ETS(${error},${trend},${season})`;
}
