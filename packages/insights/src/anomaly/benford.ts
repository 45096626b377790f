import { quantile } from '../distribution/robust.ts';
import { chiSquareUpper } from '../distribution/tail-probability.ts';
import type { Anomaly } from './anomaly.ts';
import type { ExaminedRow } from './examined-row.ts';

/** First digits beside Benford's law, or why the law says nothing about these amounts. */
export type BenfordTest =
  | { kind: 'not_applicable'; reason: string }
  | {
      kind: 'tested';
      amounts: number;
      chiSquare: number;
      pValue: number;
      /** Mean absolute deviation of the nine shares. */
      meanDeviation: number;
      conformity: 'close' | 'acceptable' | 'marginal' | 'none';
      digits: { digit: number; count: number; expected: number }[];
    };

const leastAmounts = 500;
const leastRange = 100;
const leastVendors = 30;
const mostOfOneVendor = 0.2;

/**
 * Benford's first-digit test (M. Nigrini, Benford's Law, 2012: chi-square with 8 degrees of freedom, and the mean absolute deviation
 * with its limits 0.006, 0.012, 0.015). It needs 500 amounts of 10 or more that span two orders of magnitude between the 1st and the
 * 99th percentile, and that are not few prices over and over (a third have to be different).
 */
export function testBenford(sizes: readonly number[]): BenfordTest {
  const amounts = sizes.filter((size) => size >= 10);
  const range = quantile(amounts, 0.99) / quantile(amounts, 0.01);
  if (amounts.length < leastAmounts)
    return { kind: 'not_applicable', reason: `${amounts.length} amounts; ${leastAmounts} are needed` };
  if (range < leastRange)
    return { kind: 'not_applicable', reason: `amounts span a factor of ${range.toFixed(0)}; ${leastRange} is needed` };
  if (new Set(amounts).size < amounts.length / 3)
    return { kind: 'not_applicable', reason: 'most amounts are the same few' };
  const counts = Map.groupBy(amounts, (size) => Number(size.toExponential()[0]));
  const digits = Array.from({ length: 9 }, (_, index) => {
    const digit = index + 1;
    return { digit, count: counts.get(digit)?.length ?? 0, expected: amounts.length * Math.log10(1 + 1 / digit) };
  });
  const chiSquare = digits.reduce((sum, { count, expected }) => sum + (count - expected) ** 2 / expected, 0);
  const meanDeviation = digits.reduce((sum, one) => sum + Math.abs(one.count - one.expected) / amounts.length, 0) / 9;
  const conformity =
    meanDeviation <= 0.006
      ? 'close'
      : meanDeviation <= 0.012
        ? 'acceptable'
        : meanDeviation <= 0.015
          ? 'marginal'
          : 'none';
  return {
    kind: 'tested',
    amounts: amounts.length,
    chiSquare,
    pValue: chiSquareUpper(chiSquare, 8),
    meanDeviation,
    conformity,
    digits,
  };
}

/**
 * Reports amounts whose first digits do not follow the law: beyond Nigrini's 0.015 with p below 0.001; recurring ones left out
 * first, and only amounts of 30 vendors or more of whom none has a fifth of them: the prices of a few vendors have no reason to
 * follow the law.
 */
export function findBenfordDeviation(rows: readonly ExaminedRow[], recurringIds: ReadonlySet<string>): Anomaly[] {
  const free = rows.filter(({ isSpent, id }) => isSpent && !recurringIds.has(id));
  if (!isManySided(free)) return [];
  const test = testBenford(free.map(({ size }) => size));
  if (test.kind === 'not_applicable' || test.conformity !== 'none' || test.pValue >= 0.001) return [];
  const most = test.digits.toSorted((a, b) => b.count - b.expected - (a.count - a.expected))[0];
  if (most === undefined) return [];
  return [
    {
      rule: 'benford_deviation',
      severity: 'low',
      explanation: `First digits do not follow Benford's law: ${most.digit} leads ${most.count} amounts where ${most.expected.toFixed(0)} are expected`,
      numbers: {
        amounts: test.amounts,
        chi_square: Number(test.chiSquare.toFixed(1)),
        p_value: test.pValue,
        mean_absolute_deviation: Number(test.meanDeviation.toFixed(4)),
        digit: most.digit,
      },
      ids: free
        .filter(({ size }) => size.toExponential()[0] === String(most.digit))
        .slice(0, 20)
        .map(({ id }) => id),
      atStake: 0,
    },
  ];
}

function isManySided(rows: readonly ExaminedRow[]): boolean {
  const sizes = [...Map.groupBy(rows, ({ vendor }) => vendor).values()].map(({ length }) => length);
  return sizes.length >= leastVendors && Math.max(...sizes) <= mostOfOneVendor * rows.length;
}
