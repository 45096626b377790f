import { mean } from '../distribution/robust.ts';
import { differences } from './differences.ts';

/**
 * Autoregression on a series without a season: of the values where they keep to a level, else of their differences;
 * the order (0 to 6) by AICc, the weights by Burg's method, which never explodes.
 * Half of the mean difference is kept as drift: the whole of it rarely goes on (as in the Theta method).
 * Means 1 to `horizon` steps ahead. Needs eight values.
 * Sources: Burg (1975); Kwiatkowski, Phillips, Schmidt and Shin, Journal of Econometrics 54 (1992) for the level test.
 */
export function autoregression(series: readonly number[], horizon: number): number[] {
  const isLevel = levelStatistic(series) <= 0.463;
  const values = isLevel ? series : differences(series);
  const average = mean(values);
  const centred = values.map((value) => value - average);
  const weights = chosenWeights(centred);
  let level = series.at(-1) ?? 0;
  return Array.from({ length: horizon }, () => {
    const next = weights.reduce((sum, weight, lag) => sum + weight * (centred.at(-1 - lag) ?? 0), 0);
    centred.push(next);
    if (isLevel) return next + average;
    level += next + average / 2;
    return level;
  });
}

/** The KPSS statistic around a constant level; above 0.463 the level is said to move (5 %). */
export function levelStatistic(series: readonly number[]): number {
  const count = series.length;
  const average = mean(series);
  const centred = series.map((value) => value - average);
  const lags = Math.floor(4 * (count / 100) ** 0.25);
  let variance = 0;
  for (let lag = 0; lag <= lags; lag += 1) {
    const weight = lag === 0 ? 1 : 2 * (1 - lag / (lags + 1));
    let sum = 0;
    for (let place = lag; place < count; place += 1) sum += (centred[place] ?? 0) * (centred[place - lag] ?? 0);
    variance += (weight * sum) / count;
  }
  let total = 0;
  let squares = 0;
  for (const value of centred) {
    total += value;
    squares += total * total;
  }
  return variance <= 0 ? 0 : squares / (count * count * variance);
}

function chosenWeights(centred: readonly number[]): number[] {
  const count = centred.length;
  const most = Math.min(6, Math.floor(count / 6));
  let chosen: number[] = [];
  let lowest = Number.POSITIVE_INFINITY;
  burgFits(centred, most).forEach(({ weights, variance }, order) => {
    const parameters = order + 2;
    const room = Math.max(1, count - parameters - 1);
    const criterion = count * Math.log(Math.max(variance, Number.MIN_VALUE)) + (2 * parameters * count) / room;
    if (criterion >= lowest) return;
    lowest = criterion;
    chosen = weights;
  });
  return chosen;
}

/** The fits of orders 0 to `most`: weights of lag 1, 2, ... and the variance left. */
function burgFits(centred: readonly number[], most: number) {
  let forward = [...centred];
  let backward = [...centred];
  let filter = [1];
  let variance = centred.reduce((sum, value) => sum + value * value, 0) / centred.length;
  const fits: { weights: number[]; variance: number }[] = [{ weights: [], variance }];
  for (let order = 1; order <= most; order += 1) {
    const reflection = reflectionOf(forward, backward, order);
    const extended = [...filter, 0];
    filter = extended.map((value, index) => value + reflection * (extended[order - index] ?? 0));
    const [ahead, behind] = [forward, backward];
    forward = ahead.map((value, place) => (place < order ? value : value + reflection * (behind[place - 1] ?? 0)));
    backward = behind.map((value, place) =>
      place < order ? value : (behind[place - 1] ?? 0) + reflection * (ahead[place] ?? 0),
    );
    variance *= 1 - reflection * reflection;
    fits.push({ weights: filter.slice(1).map((value) => -value), variance });
  }
  return fits;
}

function reflectionOf(forward: readonly number[], backward: readonly number[], order: number): number {
  let product = 0;
  let squares = 0;
  for (let place = order; place < forward.length; place += 1) {
    const ahead = forward[place] ?? 0;
    const behind = backward[place - 1] ?? 0;
    product += ahead * behind;
    squares += ahead * ahead + behind * behind;
  }
  return squares === 0 ? 0 : (-2 * product) / squares;
}
