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
  const points = shareTenths(score - base, logOdds, toProbability(total));
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

/** Whole tenths that add up to `total`, in proportion to the log-odds. */
function shareTenths(total: number, logOdds: readonly number[], probability: number): number[] {
  const sum = logOdds.reduce((all, value) => all + value, 0);
  // Where the reasons cancel out, the slope of the curve at this chance says what a log-odd is worth.
  const perLogOdd = Math.abs(sum) < 1e-6 ? 1000 * probability * (1 - probability) : total / sum;
  const exact = logOdds.map((value) => value * perLogOdd);
  const shares = exact.map(Math.floor);
  const left = total - shares.reduce((all, value) => all + value, 0);
  // A feature that adds nothing gets no point of the rest, which is never more than one each.
  const order = exact.map((value, index) => ({ index, rest: value - Math.floor(value), size: Math.abs(value) }));
  order.sort((a, b) => b.rest - a.rest || b.size - a.size);
  for (let given = 0; given < left; given += 1) {
    const { index } = order[given % order.length] ?? { index: 0 };
    shares[index] = (shares[index] ?? 0) + 1;
  }
  return shares;
}
