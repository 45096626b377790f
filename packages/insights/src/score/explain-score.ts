import { type CaseFeatures, encodeCase } from './feature-encoding.ts';
import { dot, toProbability } from './logistic-regression.ts';
import type { ScoreModel } from './score-model.ts';

/** What one feature adds. */
export interface ScoreReason {
  feature: string;
  /** The case's own value; null where it is not known, which adds nothing. */
  value: number | string | null;
  /** Change of the log-odds against the average case. */
  logOdds: number;
  /** The same in points of the score, tenths. */
  points: number;
}

/** A score with its reasons. `base` + all points = `score`; `baseLogOdds` + all log-odds = `logOdds`. */
export interface ExplainedScore {
  /** 0 to 100, tenths: the calibrated chance in percent. */
  score: number;
  probability: number;
  /** The chance lies between these with 95 % confidence, as far as the weights are uncertain. */
  interval: readonly [low: number, high: number];
  logOdds: number;
  baseLogOdds: number;
  /** Points of the average case. */
  base: number;
  /** Strongest first. */
  reasons: ScoreReason[];
}

const z95 = 1.959963984540054;

/**
 * Scores a case and says why. Log-odds are linear, so a reason is weight x value, exactly. Points share out score - base in proportion
 * to the log-odds, in whole tenths by largest remainders, so that what is shown adds up.
 */
export function explainScore(model: ScoreModel, features: CaseFeatures): ExplainedScore {
  const { slope, offset } = model.calibration;
  const encoded = encodeCase(model.encoders, features);
  const logOdds = encoded.map((value, index) => slope * value * (model.logistic.weights[index] ?? 0));
  const baseLogOdds = slope * model.logistic.intercept + offset;
  const total = logOdds.reduce((sum, value) => sum + value, baseLogOdds);
  const [base, score] = [toTenths(baseLogOdds), toTenths(total)];
  const points = shareTenths(score - base, logOdds, tenthsPerLogOdd(baseLogOdds, total));
  const row = [1, ...encoded];
  const spread =
    slope *
    Math.sqrt(
      Math.max(
        0,
        dot(
          row,
          model.logistic.covariance.map((line) => dot(line, row)),
        ),
      ),
    );
  const reasons = model.encoders.map(({ name }, index): ScoreReason => {
    return {
      feature: name,
      value: features[name] ?? null,
      logOdds: logOdds[index] ?? 0,
      points: (points[index] ?? 0) / 10,
    };
  });
  return {
    score: score / 10,
    probability: toProbability(total),
    interval: [toProbability(total - z95 * spread), toProbability(total + z95 * spread)],
    logOdds: total,
    baseLogOdds,
    base: base / 10,
    reasons: reasons.sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds)),
  };
}

function toTenths(logOdds: number): number {
  return Math.round(toProbability(logOdds) * 1000);
}

/** What a log-odd is worth on the way from the base to the score, not rounded: both may be the same tenth with strong reasons between. */
function tenthsPerLogOdd(from: number, to: number): number {
  const chance = toProbability(to);
  // Where the reasons cancel out, the slope of the curve says it.
  if (Math.abs(to - from) < 1e-6) return 1000 * chance * (1 - chance);
  return (1000 * (chance - toProbability(from))) / (to - from);
}

/** Whole tenths that add up to `total`, each beside what its log-odds are worth. */
function shareTenths(total: number, logOdds: readonly number[], perLogOdd: number): number[] {
  const exact = logOdds.map((value) => value * perLogOdd);
  const shares = exact.map(Math.floor);
  const left = total - shares.reduce((all, value) => all + value, 0);
  // A feature that adds nothing gets no point of the rest, which is never more than one each.
  const order = exact.map((value, index) => ({ index, rest: value - Math.floor(value), size: Math.abs(value) }));
  order.sort((a, b) => b.rest - a.rest || b.size - a.size);
  // Where score and base are both half a tenth from the next, the floors can be one too many.
  for (const { index } of order.slice(0, Math.abs(left))) shares[index] = (shares[index] ?? 0) + Math.sign(left);
  return shares;
}
