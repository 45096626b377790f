import { normalDistribution } from './normal-distribution.ts';

/** How many of how many. */
export interface Proportion {
  count: number;
  of: number;
}

/** What a test of two proportions says. `too_few`: the normal approximation does not hold, so no claim is made. */
export type ProportionTest =
  | { kind: 'too_few'; reason: string }
  | { kind: 'tested'; difference: number; z: number; pValue: number; interval: readonly [low: number, high: number] };

const smallestExpectedCount = 5;
const z95 = 1.959963985;

/**
 * Tests whether two shares differ, two-sided, with the pooled z statistic: NIST/SEMATECH e-Handbook of Statistical Methods, 7.3.3,
 * "How can we determine whether two processes produce the same proportion of defectives?". The 95 % interval of the difference
 * does not pool (Agresti, Categorical Data Analysis, 3rd ed., 3.1.1). Both need at least 5 expected successes and failures on
 * each side.
 */
export function testTwoProportions(one: Proportion, other: Proportion): ProportionTest {
  const pooled = (one.count + other.count) / (one.of + other.of);
  const reason = [one, other].map((side) => shortfall(side, pooled)).find((text) => text !== undefined);
  if (reason !== undefined) return { kind: 'too_few', reason };
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / one.of + 1 / other.of));
  return tested(one.count / one.of, other.count / other.of, spread, variance(one) + variance(other));
}

/**
 * Tests whether a share differs from a published one, which is taken as exact: NIST/SEMATECH e-Handbook, 7.2.4, "Does the proportion
 * of defectives meet requirements?". It needs at least 5 expected successes and failures.
 */
export function testAgainstShare(one: Proportion, share: number): ProportionTest {
  const reason = shortfall(one, share);
  if (reason !== undefined) return { kind: 'too_few', reason };
  return tested(one.count / one.of, share, Math.sqrt((share * (1 - share)) / one.of), variance(one));
}

function tested(share: number, baseline: number, spread: number, intervalVariance: number): ProportionTest {
  const difference = share - baseline;
  const z = difference / spread;
  const margin = z95 * Math.sqrt(intervalVariance);
  const pValue = 2 * (1 - normalDistribution(Math.abs(z)));
  return {
    kind: 'tested',
    difference,
    z,
    pValue: Math.max(0, pValue),
    interval: [difference - margin, difference + margin],
  };
}

function variance({ count, of }: Proportion): number {
  const share = count / of;
  return (share * (1 - share)) / of;
}

function shortfall({ count, of }: Proportion, share: number): string | undefined {
  // Also true of a side with nothing in it, and of a count above its whole, which no share has.
  if (!(of > 0) || count > of) return `${count} of ${of} is no share that can be tested`;
  const least = Math.min(of * share, of * (1 - share));
  if (least >= smallestExpectedCount) return undefined;
  return `${of} give ${least.toFixed(1)} expected cases on the rarer side, and ${smallestExpectedCount} are needed`;
}
