import { mean } from '../distribution/robust.ts';
import { autoregression } from './autoregression.ts';
import type { Candidate } from './candidate.ts';
import { differences } from './differences.ts';
import { averagedEts, plainEts } from './ets-average.ts';
import { longestEtsSeason } from './ets-fit.ts';
import { onLogarithms, type PlainProjection, withSeason } from './shrunk-season.ts';
import { optimisedTheta } from './theta.ts';

/**
 * Each value is that of a season before, plus the mean change over a season. The yardstick of every other candidate.
 */
export const seasonalNaive: Candidate = {
  name: 'seasonal naive with drift',
  needs: ({ season }) => Math.max(4, season + 1),
  project(history, { season }, horizon) {
    const count = history.length - season;
    const changes = differences(history, season);
    const drift = changes.reduce((sum, change) => sum + change, 0) / Math.max(1, count);
    return Array.from({ length: horizon }, (_, step) => {
      const last = history[history.length - season + (step % season)] ?? 0;
      return last + drift * (1 + Math.floor(step / season));
    });
  },
};

const ets: Candidate = {
  name: 'ETS',
  needs: () => 6,
  project: (history, { season }, horizon) =>
    season > longestEtsSeason
      ? withSeason((series, steps) => averagedEts(series, 1, steps))(history, shapeOf(history, season), horizon)
      : averagedEts(history, season, horizon),
};

const etsOfLogarithms: Candidate = {
  name: 'ETS of adjusted logarithms',
  needs: () => 6,
  project: withSeason(onLogarithms(plainEts)),
};

const theta: Candidate = {
  name: 'dynamic optimised Theta of logarithms',
  needs: () => 5,
  project: withSeason(onLogarithms(optimisedTheta)),
};

const autoregressive: Candidate = {
  name: 'autoregression',
  needs: () => 10,
  project: withSeason(onLogarithms(autoregression)),
};

const aggregated: Candidate = {
  name: 'temporal aggregation',
  needs: () => 16,
  project: withSeason(overAggregates(optimisedTheta)),
};

/** The candidates that are computed here, without WebAssembly. */
export const ownCandidates: readonly Candidate[] = [
  seasonalNaive,
  ets,
  etsOfLogarithms,
  theta,
  autoregressive,
  aggregated,
];

/**
 * The mean of the forecasts of the series summed over 1, 2, 3, 4 and 6 steps: the longer steps see the trend, the
 * shorter ones what is recent. Steps of which fewer than eight fit into the series are left out.
 * Source: Kourentzes, Petropoulos and Trapero, Improving forecasting by estimating time series structural components
 * across multiple frequencies, International Journal of Forecasting 30 (2014).
 */
function overAggregates(project: PlainProjection): PlainProjection {
  return (series, horizon) => {
    const steps = [1, 2, 3, 4, 6].filter((step) => series.length >= 8 * step);
    const means = steps.map((step) => project(blockMeans(series, step), Math.ceil(horizon / step)));
    return Array.from({ length: horizon }, (_, ahead) => {
      const sum = steps.reduce((total, step, index) => total + (means[index]?.[Math.floor(ahead / step)] ?? 0), 0);
      return sum / steps.length;
    });
  };
}

/** Means of blocks of `step` values, the last block ending with the series. */
function blockMeans(series: readonly number[], step: number): number[] {
  const count = Math.floor(series.length / step);
  const skipped = series.length - count * step;
  return Array.from({ length: count }, (_, block) => {
    return mean(series.slice(skipped + block * step, skipped + (block + 1) * step));
  });
}

function shapeOf(history: readonly number[], season: number) {
  return { season, isPositive: history.every((value) => value > 0) };
}
