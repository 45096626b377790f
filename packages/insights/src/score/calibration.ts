import { fitLogistic, toLogOdds, toProbability } from './logistic-regression.ts';

/** A model's chance beside what happened. */
export interface Prediction {
  probability: number;
  outcome: boolean;
}

/** One bin of the reliability curve: the mean chance said and the share that happened. */
export interface ReliabilityBin {
  from: number;
  to: number;
  count: number;
  meanProbability: number;
  observedShare: number;
}

/** A straight line in log-odds: calibrated = slope x raw + offset. */
export interface PlattCalibration {
  slope: number;
  offset: number;
}

/** Area under the ROC curve: the chance that a case that happened is rated above one that did not; ties count half. NaN for one class. */
export function measureAuc(predictions: readonly Prediction[]): number {
  const sorted = predictions.toSorted((a, b) => a.probability - b.probability);
  const positives = sorted.filter(({ outcome }) => outcome).length;
  let rankSum = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    while (end < sorted.length && sorted[end]?.probability === sorted[start]?.probability) end += 1;
    const rank = (start + 1 + end) / 2;
    rankSum += rank * sorted.slice(start, end).filter(({ outcome }) => outcome).length;
    start = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (sorted.length - positives));
}

/** The reliability curve in bins of equal width; empty bins are left out. */
export function reliabilityCurve(predictions: readonly Prediction[], bins = 10): ReliabilityBin[] {
  return Array.from({ length: bins }, (_, index) => {
    const inBin = predictions.filter(({ probability }) => Math.min(bins - 1, Math.floor(probability * bins)) === index);
    const share = (value: (prediction: Prediction) => number) =>
      inBin.reduce((sum, one) => sum + value(one), 0) / inBin.length;
    return {
      from: index / bins,
      to: (index + 1) / bins,
      count: inBin.length,
      meanProbability: share(({ probability }) => probability),
      observedShare: share(({ outcome }) => Number(outcome)),
    };
  }).filter(({ count }) => count > 0);
}

/** Expected calibration error (Naeini et al. 2015): the mean distance of the reliability curve from the diagonal, 0 to 1; NaN for none. */
export function measureCalibrationError(predictions: readonly Prediction[], bins = 10): number {
  const distances = reliabilityCurve(predictions, bins).reduce((sum, bin) => {
    return sum + bin.count * Math.abs(bin.meanProbability - bin.observedShare);
  }, 0);
  return distances / predictions.length;
}

/** Brier score: the mean squared error of the chances, 0 to 1; NaN for none. */
export function measureBrier(predictions: readonly Prediction[]): number {
  return predictions.reduce((sum, one) => sum + (one.probability - Number(one.outcome)) ** 2, 0) / predictions.length;
}

/**
 * Platt's calibration (1999) learnt from held-out predictions, held near the line that changes nothing by a prior worth a few cases.
 * A slope that is not above 0 would turn the order round, and is refused: then nothing is changed.
 */
export function fitPlatt(predictions: readonly Prediction[]): PlattCalibration {
  const rows = predictions.map(({ probability }) => [toLogOdds(Math.min(1 - 1e-9, Math.max(1e-9, probability)))]);
  const outcomes = predictions.map(({ outcome }) => outcome);
  const prior = { intercept: 0, interceptPrecision: 1, weights: [1], precision: 4 };
  const { intercept, weights } = fitLogistic(rows, outcomes, prior);
  const slope = weights[0] ?? 1;
  return slope > 0 ? { slope, offset: intercept } : { slope: 1, offset: 0 };
}

/** Applies a calibration to a chance. */
export function calibrate({ slope, offset }: PlattCalibration, probability: number): number {
  return toProbability(slope * toLogOdds(Math.min(1 - 1e-9, Math.max(1e-9, probability))) + offset);
}
