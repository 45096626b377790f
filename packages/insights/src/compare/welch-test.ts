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
 * 1947). Each side needs two finite values; throws a RangeError otherwise. Two sides without any spread have t = 0 or infinite.
 */
export function testTwoMeans(one: readonly number[], other: readonly number[]): MeanTest {
  requireValues(one, 'one');
  requireValues(other, 'other');
  // In a unit of their own: squares of very large or small values would be infinite or 0.
  const unit = [...one, ...other].reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const [first, second] = [errorOfMean(one, unit), errorOfMean(other, unit)];
  const scaled = first.mean - second.mean;
  const difference = scaled * unit;
  const spread = first.squaredError + second.squaredError;
  if (spread === 0) {
    const t = scaled === 0 ? 0 : Math.sign(scaled) * Number.POSITIVE_INFINITY;
    return {
      method: 'welch_t',
      difference,
      t,
      degreesOfFreedom: one.length + other.length - 2,
      pValue: t === 0 ? 1 : 0,
    };
  }
  const t = scaled / Math.sqrt(spread);
  const degreesOfFreedom =
    spread ** 2 / (first.squaredError ** 2 / (one.length - 1) + second.squaredError ** 2 / (other.length - 1));
  return { method: 'welch_t', difference, t, degreesOfFreedom, pValue: studentTwoSided(t, degreesOfFreedom) };
}

function requireValues(values: readonly number[], name: string): void {
  if (values.length >= 2 && values.every(Number.isFinite)) return;
  throw new RangeError(`${name}: a test of means needs at least 2 finite values on each side`);
}

function errorOfMean(given: readonly number[], unit: number): { mean: number; squaredError: number } {
  const values = given.map((value) => value / unit);
  const [first = 0] = values;
  // Their mean would be off by a rounding, and differ from itself beyond doubt.
  if (values.every((value) => value === first)) return { mean: first, squaredError: 0 };
  const center = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return { mean: center, squaredError: squares / (values.length - 1) / values.length };
}
