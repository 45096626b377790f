import { median, medianDeviation } from '../distribution/robust.ts';
import type { Anomaly } from './anomaly.ts';
import type { ExaminedRow } from './examined-row.ts';

const leastHistory = 8;
const farDeviations = 4.5;
/** Few others make a poor measure of spread: the limit is this share / others higher. */
const fewOthers = 8;
const leastRatio = 2.5;
/** Where three others, and this share of all, are half as large, an amount is one of the vendor's own. */
const rareShare = 0.05;
const asLarge = 0.5;
/** Amounts that are always the same have no spread; a tenth is taken, for a change of price is no outlier. */
const leastSpread = 0.1;
const leastForRound = 12;
const roundUnit = 500;

/**
 * Amounts far above what the counterparty is usually paid (or pays): the logarithm is more than 4.5 robust standard deviations
 * (median and MAD of the others; more where they are few) from the middle and the amount at least 2.5 times it. At least 8 others
 * are needed, of which hardly any may be half as large. Small amounts are no concern.
 */
export function findUnusualAmounts(rows: readonly ExaminedRow[]): Anomaly[] {
  const groups = Map.groupBy(
    rows.filter(({ size }) => size > 0),
    ({ vendor, isSpent }) => `${vendor} ${isSpent}`,
  );
  return [...groups.values()].flatMap((group) => {
    if (group.length <= leastHistory) return [];
    const logarithms = group.map(({ size }) => Math.log(size));
    // The others' middle is never lower than without the largest: most rows need no look at their others.
    const sorted = logarithms.toSorted((a, b) => a - b);
    const leastUsual = Math.exp(median(sorted.slice(0, -1)));
    const rare = Math.exp(sorted.at(-1 - Math.max(3, Math.floor(rareShare * group.length))) ?? 0);
    return group.flatMap((row, index) => {
      if (row.size < leastRatio * leastUsual || asLarge * row.size <= rare) return [];
      const others = logarithms.toSpliced(index, 1);
      const middle = median(others);
      const deviations = (Math.log(row.size) - middle) / Math.max(leastSpread, medianDeviation(others, middle));
      const usual = Math.exp(middle);
      if (deviations < farDeviations * (1 + fewOthers / others.length) || row.size < leastRatio * usual) return [];
      return [describe(row, usual, deviations, others.length)];
    });
  });
}

/** A round sum (a multiple of 500) among the four largest of a counterparty of 12 transactions or more that has no other. */
export function findRoundAmounts(rows: readonly ExaminedRow[]): Anomaly[] {
  const groups = Map.groupBy(
    rows.filter(({ isSpent }) => isSpent),
    ({ vendor }) => vendor,
  );
  return [...groups.values()].flatMap((group): Anomaly[] => {
    const round = group.filter(({ size }) => size > 0 && size % roundUnit === 0);
    const row = round[0];
    const evenTens = group.filter(({ size }) => size % 10 === 0).length;
    if (row === undefined || round.length > 1 || evenTens > 1 || group.length < leastForRound) return [];
    const larger = group.filter(({ size }) => size > row.size).length;
    if (larger > 3) return [];
    return [
      {
        rule: 'round_amount',
        severity: 'low',
        explanation: `${row.amountText} to ${row.counterparty} is a round sum; none of its ${group.length - 1} others is`,
        numbers: { amount: row.amountText, others: group.length - 1, larger_ones: larger },
        ids: [row.id],
        atStake: row.size,
      },
    ];
  });
}

function describe(row: ExaminedRow, usual: number, deviations: number, others: number): Anomaly {
  const ratio = row.size / usual;
  return {
    rule: 'unusual_amount',
    severity: ratio >= 5 ? 'high' : 'medium',
    explanation: `${row.amountText} for ${row.counterparty} is ${ratio.toFixed(1)} times its usual ${usual.toFixed(2)}`,
    numbers: {
      amount: row.amountText,
      usual_amount: usual.toFixed(2),
      ratio: Number(ratio.toFixed(2)),
      robust_deviations: Number(deviations.toFixed(1)),
      compared_with: others,
    },
    ids: [row.id],
    atStake: row.size - usual,
  };
}
