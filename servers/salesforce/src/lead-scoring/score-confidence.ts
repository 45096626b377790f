import type { ExplainedScore } from '@bizmcp/insights';

/** Points around a score within which the real rate is asked to lie. */
const confidenceMargin = 10;

/** What no model of this kind sees, in log-odds: two leads with the same record are not the same. */
const unseen = 0.3;
/** A region of the history is known once it holds so many leads like this one. */
const enoughNear = 10;
const z95 = 1.959963984540054;

/**
 * How likely the real rate of conversion of leads like this one lies within ten points of the score: by the uncertainty of the weights,
 * widened where few past leads are near. The part of the model that is prior, not history, counts as no confidence at all.
 */
export function confidenceOf(
  { interval, logOdds }: Pick<ExplainedScore, 'interval' | 'logOdds'>,
  { effective, priorShare }: { effective: number; priorShare: number },
): number {
  const [low, high] = interval;
  const ofWeights = (toLogOdds(high) - toLogOdds(low)) / (2 * z95);
  const spread = Math.sqrt((ofWeights ** 2 + unseen ** 2) * (1 + enoughNear / (enoughNear + effective)));
  const chance = 1 / (1 + Math.exp(-logOdds));
  const above = chance + confidenceMargin / 100;
  const below = chance - confidenceMargin / 100;
  const reached = above >= 1 ? 1 : normal((toLogOdds(above) - logOdds) / spread);
  const missed = below <= 0 ? 0 : normal((toLogOdds(below) - logOdds) / spread);
  return Math.round(100 * (reached - missed) * (1 - priorShare)) / 100;
}

function toLogOdds(chance: number): number {
  const held = Math.min(1 - 1e-9, Math.max(1e-9, chance));
  return Math.log(held / (1 - held));
}

/** The normal distribution function (Zelen and Severo 1964, 26.2.17; off by less than 1e-7). */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return z >= 0 ? 1 - tail : tail;
}
