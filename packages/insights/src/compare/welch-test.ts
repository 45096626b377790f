import { mean } from '../distribution/robust.ts';
import { studentTwoSided } from '../distribution/tail-probability.ts';

/** A test of two means. `difference` in the unit of the values; `pValue` two-sided. */
export interface MeanTest {
  method: 'welch_t';
  difference: number;
  t: number;
  degreesOfFreedom: number;
  pValue: number;
}

/**
 * Tests whether two means differ, with unequal variances: Welch's t test (NIST/SEMATECH e-Handbook 7.3.1; Welch, Biometrika 34,
 * 1947). Each side needs two values; throws a RangeError otherwise. Two sides without any spread have t = 0 or infinite.
 */
export function testTwoMeans(one: readonly number[], other: readonly number[]): MeanTest {
  const [first, second] = [errorOfMean(one, 'one'), errorOfMean(other, 'other')];
  const difference = first.mean - second.mean;
  const spread = first.squaredError + second.squaredError;
  if (spread === 0) {
    const t = difference === 0 ? 0 : Math.sign(difference) * Number.POSITIVE_INFINITY;
    return {
      method: 'welch_t',
      difference,
      t,
      degreesOfFreedom: one.length + other.length - 2,
      pValue: t === 0 ? 1 : 0,
    };
  }
  const t = difference / Math.sqrt(spread);
  const degreesOfFreedom =
    spread ** 2 / (first.squaredError ** 2 / (one.length - 1) + second.squaredError ** 2 / (other.length - 1));
  return { method: 'welch_t', difference, t, degreesOfFreedom, pValue: studentTwoSided(t, degreesOfFreedom) };
}

function errorOfMean(values: readonly number[], name: string): { mean: number; squaredError: number } {
  if (values.length < 2 || values.some((value) => !Number.isFinite(value))) {
    throw new RangeError(`${name}: a test of means needs at least 2 finite values on each side`);
  }
  const center = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return { mean: center, squaredError: squares / (values.length - 1) / values.length };
}
