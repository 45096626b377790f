import { logGamma } from '../distribution/special-functions.ts';
import { normalCritical, normalTwoSided } from '../distribution/tail-probability.ts';

/** How many of how many: whole numbers, 0 <= count <= of, of > 0. */
export interface Proportion {
  count: number;
  of: number;
}

/** A test of two shares. `pValue` two-sided; `interval` holds the difference of the shares with the confidence that was asked for. */
export interface ProportionTest {
  method: 'two_proportion_z' | 'fisher_exact' | 'one_proportion_z' | 'binomial_exact';
  difference: number;
  /** Of the normal tests alone. */
  z?: number;
  pValue: number;
  interval: readonly [low: number, high: number];
}

const smallestExpectedCount = 5;
const z95 = 1.959963984540054;

/**
 * Tests whether two shares differ. With at least 5 expected successes and failures on each side the pooled z test (NIST/SEMATECH
 * e-Handbook 7.3.3), else Fisher's exact test (e-Handbook 7.3.3, note on small samples), whose p-value adds all tables that are no
 * likelier than the one seen. The interval is Newcombe's hybrid score interval (Statistics in Medicine 17, 1998, method 10), which
 * holds for small counts too, with a confidence of 1 - level. Throws a RangeError for what is no share.
 */
export function testTwoProportions(one: Proportion, other: Proportion, level = 0.05): ProportionTest {
  requireShare(one);
  requireShare(other);
  const difference = one.count / one.of - other.count / other.of;
  const interval = newcombeInterval(one, other, difference, normalCritical(level));
  const pooled = (one.count + other.count) / (one.of + other.of);
  const least = Math.min(one.of, other.of) * Math.min(pooled, 1 - pooled);
  if (least < smallestExpectedCount)
    return { method: 'fisher_exact', difference, pValue: fisher(one, other), interval };
  const z = difference / Math.sqrt(pooled * (1 - pooled) * (1 / one.of + 1 / other.of));
  return { method: 'two_proportion_z', difference, z, pValue: normalTwoSided(z), interval };
}

/**
 * Tests whether a share differs from a published one, taken as exact (0 < share < 1): the z test (e-Handbook 7.2.4) from 5 expected
 * successes and failures on, else the exact binomial test. The interval is Wilson's, of the difference, with a confidence of 1 - level.
 */
export function testAgainstShare(one: Proportion, share: number, level = 0.05): ProportionTest {
  requireShare(one);
  if (!(share > 0 && share < 1)) throw new RangeError(`share: ${share} is not between 0 and 1`);
  const difference = one.count / one.of - share;
  const [low, high] = wilsonInterval(one, normalCritical(level));
  const interval = [low - share, high - share] as const;
  if (one.of * Math.min(share, 1 - share) < smallestExpectedCount) {
    const chance = (count: number) =>
      logChoose(one.of, count) + count * Math.log(share) + (one.of - count) * Math.log1p(-share);
    return { method: 'binomial_exact', difference, pValue: sumUnlikely(chance, 0, one.of, one.count), interval };
  }
  const z = difference / Math.sqrt((share * (1 - share)) / one.of);
  return { method: 'one_proportion_z', difference, z, pValue: normalTwoSided(z), interval };
}

/** Wilson's score interval of a share (Journal of the American Statistical Association 22, 1927); 95 % unless z says otherwise. */
export function wilsonInterval({ count, of }: Proportion, z = z95): readonly [low: number, high: number] {
  const share = count / of;
  const center = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const margin = (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  return [Math.max(0, center - margin), Math.min(1, center + margin)];
}

function newcombeInterval(
  one: Proportion,
  other: Proportion,
  difference: number,
  z: number,
): readonly [number, number] {
  const [lowOne, highOne] = wilsonInterval(one, z);
  const [lowOther, highOther] = wilsonInterval(other, z);
  const shareOne = one.count / one.of;
  const shareOther = other.count / other.of;
  return [
    difference - Math.hypot(shareOne - lowOne, highOther - shareOther),
    difference + Math.hypot(highOne - shareOne, shareOther - lowOther),
  ];
}

function fisher(one: Proportion, other: Proportion): number {
  const successes = one.count + other.count;
  const all = logChoose(one.of + other.of, successes);
  const chance = (count: number) => logChoose(one.of, count) + logChoose(other.of, successes - count) - all;
  return sumUnlikely(chance, Math.max(0, successes - other.of), Math.min(one.of, successes), one.count);
}

function sumUnlikely(logChance: (count: number) => number, from: number, to: number, seen: number): number {
  // The margin keeps a mirrored table, equally likely but for rounding, in the sum.
  const limit = logChance(seen) + 1e-7;
  let sum = 0;
  for (let count = from; count <= to; count += 1) {
    const value = logChance(count);
    if (value <= limit) sum += Math.exp(value);
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

function requireShare({ count, of }: Proportion): void {
  if (Number.isInteger(count) && Number.isInteger(of) && of > 0 && count >= 0 && count <= of) return;
  throw new RangeError(`count, of: ${count} of ${of} is no share; both are whole, and 0 <= count <= of, of > 0`);
}
