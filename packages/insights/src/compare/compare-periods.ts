import {
  type DecimalString,
  ExactDecimal,
  formatDecimal,
  parseDecimal,
  roundDecimal,
  sumExact,
} from '../money/decimal.ts';

/** One figure of a period: what it belongs to (account, category, customer) and its amount, all in one currency. */
export interface PeriodAmount {
  key: string;
  amount: DecimalString;
}

/** What one key adds to the change. `shareOfChange` in percent of the whole change; negative where it works against it. */
export interface Contribution {
  key: string;
  previous: DecimalString;
  current: DecimalString;
  change: DecimalString;
  /** In percent of the previous amount's size; null where that was 0. */
  changePercent: DecimalString | null;
  shareOfChange: DecimalString | null;
}

/** Two periods beside each other. `contributions[].change` add up to `change` exactly; largest first. */
export interface PeriodComparison {
  previous: DecimalString;
  current: DecimalString;
  change: DecimalString;
  changePercent: DecimalString | null;
  contributions: Contribution[];
}

/**
 * Compares two periods and says what made the difference. Rows with the same key are added up; a key in one period alone counts as
 * 0 in the other. Amounts are exact decimals of one currency; percentages have two places, rounded half up. Throws MoneyError
 * `not_a_number`.
 */
export function comparePeriods(previous: readonly PeriodAmount[], current: readonly PeriodAmount[]): PeriodComparison {
  const before = sumByKey(previous);
  const after = sumByKey(current);
  const totalBefore = sumExact([...before.values()]);
  const totalAfter = sumExact([...after.values()]);
  const change = totalAfter.minus(totalBefore);
  const rows = [...new Set([...before.keys(), ...after.keys()])].map((key) => {
    const was = before.get(key) ?? zero;
    const is = after.get(key) ?? zero;
    return { key, was, is, difference: is.minus(was) };
  });
  rows.sort((a, b) => b.difference.abs().cmp(a.difference.abs()) || (a.key < b.key ? -1 : 1));
  return {
    previous: formatDecimal(totalBefore),
    current: formatDecimal(totalAfter),
    change: formatDecimal(change),
    changePercent: percentOf(change, totalBefore.abs()),
    contributions: rows.map(({ key, was, is, difference }) => ({
      key,
      previous: formatDecimal(was),
      current: formatDecimal(is),
      change: formatDecimal(difference),
      changePercent: percentOf(difference, was.abs()),
      shareOfChange: percentOf(difference, change),
    })),
  };
}

const zero = new ExactDecimal(0);

function sumByKey(rows: readonly PeriodAmount[]): Map<string, ExactDecimal> {
  const sums = new Map<string, ExactDecimal>();
  for (const { key, amount } of rows) sums.set(key, (sums.get(key) ?? zero).plus(parseDecimal(amount)));
  return sums;
}

function percentOf(part: ExactDecimal, whole: ExactDecimal): DecimalString | null {
  return whole.eq(0) ? null : roundDecimal(part.times(100).div(whole), 2);
}
