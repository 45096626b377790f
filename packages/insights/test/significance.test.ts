import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wilsonInterval } from '../src/compare/two-proportion-test.ts';
import { chiSquareUpper, normalTwoSided, studentTwoSided } from '../src/distribution/tail-probability.ts';
import { adjustPValues, measureAuc, testAgainstShare, testTwoMeans, testTwoProportions } from '../src/index.ts';

/** Simpson's rule with 4,000 steps. */
function integrate(height: (at: number) => number, from: number, to: number): number {
  const steps = 4000;
  const width = (to - from) / steps;
  const weights = Array.from({ length: steps + 1 }, (_, step) => (step % steps === 0 ? 1 : step % 2 === 0 ? 2 : 4));
  return (weights.reduce((sum, weight, step) => sum + weight * height(from + step * width), 0) * width) / 3;
}

function choose(n: number, k: number): bigint {
  let ways = 1n;
  for (let index = 0; index < k; index += 1) ways = (ways * BigInt(n - index)) / BigInt(index + 1);
  return ways;
}

/** Of whole weights: the share of those no heavier than the one seen. */
function shareOfUnlikely(weights: readonly bigint[], seen: bigint): number {
  const sum = (some: readonly bigint[]) => some.reduce((total, weight) => total + weight, 0n);
  const precision = 10n ** 15n;
  return Number((sum(weights.filter((weight) => weight <= seen)) * precision) / sum(weights)) / Number(precision);
}

const share = fc
  .integer({ min: 1, max: 40 })
  .chain((of) => fc.record({ count: fc.integer({ min: 0, max: of }), of: fc.constant(of) }));

describe('tails', () => {
  test.each([0, 0.3, 1, 1.96, 3.5])('of the normal curve beyond %d are what integration says', (z) => {
    const half = integrate((at) => Math.exp((-at * at) / 2), 0, z) / Math.sqrt(2 * Math.PI);

    expect(normalTwoSided(z)).toBeCloseTo(1 - 2 * half, 11);
  });

  // With t = tan(angle) * sqrt(n) the density of Student's t is a power of the cosine.
  test.each([1, 2, 3, 7, 24.7, 200])(
    "of Student's t with %d degrees of freedom are what integration says",
    (freedom) => {
      const height = (angle: number) => Math.max(0, Math.cos(angle)) ** (freedom - 1);
      for (const t of [0, 0.2, 1, 2.5, 9]) {
        const tail = integrate(height, Math.atan(t / Math.sqrt(freedom)), Math.PI / 2);
        expect(studentTwoSided(t, freedom)).toBeCloseTo(tail / integrate(height, 0, Math.PI / 2), 9);
      }
    },
  );

  test.each([2, 4, 8, 30])(
    'of chi-square with an even %d degrees of freedom are the sum of a Poisson law',
    (freedom) => {
      for (const value of [0, 0.5, 8, 40]) {
        let term = Math.exp(-value / 2);
        let sum = 0;
        for (let count = 0; count < freedom / 2; count += 1) {
          sum += term;
          term *= value / 2 / (count + 1);
        }
        expect(chiSquareUpper(value, freedom)).toBeCloseTo(sum, 12);
      }
    },
  );

  test('beyond the infinite there is nothing', () => {
    expect([normalTwoSided(Number.NEGATIVE_INFINITY), chiSquareUpper(Number.POSITIVE_INFINITY, 3)]).toEqual([0, 0]);
    expect(studentTwoSided(Number.POSITIVE_INFINITY, 4)).toBe(0);
  });
});

describe('exact tests', () => {
  test("Fisher's counts whole tables", () => {
    fc.assert(
      fc.property(share, share, (one, other) => {
        const result = testTwoProportions(one, other);
        fc.pre(result.method === 'fisher_exact');
        const successes = one.count + other.count;
        const table = (count: number) => choose(one.of, count) * choose(other.of, successes - count);
        const tables = Array.from({ length: one.of + 1 }, (_, count) => count)
          .filter((count) => count <= successes && successes - count <= other.of)
          .map(table);
        expect(result.pValue).toBeCloseTo(shareOfUnlikely(tables, table(one.count)), 9);
      }),
    );
  });

  test('the binomial one counts whole cases: a share of 1 in 7', () => {
    fc.assert(
      fc.property(share, (one) => {
        const result = testAgainstShare(one, 1 / 7);
        fc.pre(result.method === 'binomial_exact');
        const cases = (count: number) => choose(one.of, count) * 6n ** BigInt(one.of - count);
        const all = Array.from({ length: one.of + 1 }, (_, count) => cases(count));
        expect(result.pValue).toBeCloseTo(shareOfUnlikely(all, cases(one.count)), 9);
      }),
    );
  });
});

// Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('the interval of %i in %i is the published one', (count, of, low, high) => {
  const interval = wilsonInterval({ count, of });

  expect(interval[0]).toBeCloseTo(low, 4);
  expect(interval[1]).toBeCloseTo(high, 4);
});

// Newcombe, Interval estimation for the difference between independent proportions, the same volume, 873-890, table II, method 10.
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
])('the interval of %i in %i less %i in %i is the published one', (count, of, otherCount, otherOf, low, high) => {
  const { interval } = testTwoProportions({ count, of }, { count: otherCount, of: otherOf });

  expect(interval[0]).toBeCloseTo(low, 4);
  expect(interval[1]).toBeCloseTo(high, 4);
});

describe('means', () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 12 });

  test('follow the formula of Welch, whatever the unit', () => {
    const squaredError = (some: readonly number[]) => {
      const pairs = some.flatMap((one) => some.map((other) => (one - other) ** 2));
      // The variance is half the mean square of all differences, but of n (n - 1) pairs.
      return pairs.reduce((sum, square) => sum + square, 0) / (2 * some.length * (some.length - 1)) / some.length;
    };
    const meanOf = (some: readonly number[]) => some.reduce((sum, one) => sum + one, 0) / some.length;
    fc.assert(
      fc.property(values, values, fc.constantFrom(1, 1e-150, 1e150), (one, other, unit) => {
        const [first, second] = [squaredError(one), squaredError(other)];
        fc.pre(first + second > 1e-6);
        const result = testTwoMeans(
          one.map((value) => value * unit),
          other.map((value) => value * unit),
        );
        const t = (meanOf(one) - meanOf(other)) / Math.sqrt(first + second);
        const freedom = (first + second) ** 2 / (first ** 2 / (one.length - 1) + second ** 2 / (other.length - 1));
        expect(Math.abs(result.t - t)).toBeLessThan(1e-6 * (1 + Math.abs(t)));
        expect(result.degreesOfFreedom / freedom).toBeCloseTo(1, 6);
      }),
    );
  });

  test('of one price on both sides do not differ, however often it was paid', () => {
    const many = (value: number, count: number) => Array.from({ length: count }, () => value);

    for (const price of [0.1, 19.99, 1 / 3, -1e9 / 7]) {
      expect(testTwoMeans(many(price, 700), many(price, 1100))).toMatchObject({ difference: 0, t: 0, pValue: 1 });
    }
    expect(testTwoMeans(many(0.1, 700), many(0.3, 7)).pValue).toBe(0);
  });

  test('of very many values are compared as well', () => {
    const long = Array.from({ length: 200_000 }, (_, index) => index % 10);

    expect(testTwoMeans(long, long)).toMatchObject({ difference: 0, t: 0, pValue: 1 });
  });
});

describe('many p-values', () => {
  test('are told apart as in the first example of the method', () => {
    // Benjamini and Hochberg (1995), section 3.2: of these 15, four are significant at 0.05.
    const published = [
      ...[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459],
      ...[0.324, 0.4262, 0.5719, 0.6528, 0.759, 1],
    ];

    expect(adjustPValues(published).filter((value) => value <= 0.05)).toHaveLength(4);
  });

  test('are each the least of its own and of all larger ones, times their number over their rank', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (given) => {
        const rank = (value: number) => given.filter((other) => other <= value).length;
        const expected = given.map((value) =>
          Math.min(1, ...given.filter((other) => other >= value).map((other) => (other * given.length) / rank(other))),
        );
        adjustPValues(given).forEach((value, index) => {
          expect(value).toBeCloseTo(expected[index] ?? Number.NaN, 12);
        });
      }),
    );
  });

  test.each([Number.NaN, -0.1, 1.01, Number.POSITIVE_INFINITY])('of which one is %d are refused', (wrong) => {
    expect(() => adjustPValues([0.01, wrong])).toThrow(RangeError);
  });
});

test('the area under the curve is the share of pairs in the right order, ties counting half', () => {
  const prediction = fc.record({
    probability: fc.constantFrom(0, 0.1, 0.5, 0.5000001, 0.9, 1),
    outcome: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(prediction, { minLength: 2, maxLength: 30 }), (predictions) => {
      const [yes, no] = [predictions.filter((one) => one.outcome), predictions.filter((one) => !one.outcome)];
      fc.pre(yes.length > 0 && no.length > 0);
      const pairs = yes.flatMap((one) => no.map((other) => Math.sign(one.probability - other.probability) / 2 + 0.5));
      const expected = pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
      expect(measureAuc(predictions)).toBeCloseTo(expected, 12);
    }),
  );
});

// z of 0.0125 / 2: 2.4977, https://www.itl.nist.gov/div898/handbook/eda/section3/eda3671.htm
test('an interval of a stricter level is wider, by the z of that level', () => {
  const one = { count: 5000, of: 10_000 };
  const width = ([low, high]: readonly [number, number]) => high - low;

  const usual = testAgainstShare(one, 0.5).interval;
  const strict = testAgainstShare(one, 0.5, 0.0125).interval;

  expect(width(strict) / width(usual)).toBeCloseTo(2.4977 / 1.96, 3);
  expect(width(testTwoProportions(one, one, 0.0125).interval)).toBeCloseTo(width(strict) * Math.SQRT2, 6);
});
