import { readRows } from '../anomaly/examined-row.ts';
import { findUnusualAmounts } from '../anomaly/unusual-amounts.ts';
import { compareDecimals, type DecimalString, parseDecimal } from '../money/decimal.ts';

/** So many sums tell what is usual where there are too few for statistics. */
const leastSums = 3;
/** A place of a decimal. */
const farAbove = 10;

/**
 * How far the sum of a new document is above the `past` ones of its party in its currency, in words, and the sum that tells it; undefined
 * where it is not unusual. `documents` is what they are called. A sum with a point that was lost or put wrong is ten times the largest
 * of three or more; where there are eight, also one that is far above by their own spread, as `unusual_amount` of the anomalies has it.
 */
export function describeUnusualSum(
  sum: DecimalString,
  past: readonly DecimalString[],
  documents: string,
): { distance: string; usual: DecimalString } | undefined {
  const sums = past.filter((one) => compareDecimals(one, '0') > 0).toSorted(compareDecimals);
  const largest = sums.at(-1);
  if (largest === undefined || sums.length < leastSums) return undefined;
  if (parseDecimal(largest).times(farAbove).lte(sum))
    return { distance: `at least ${farAbove} times the largest of ${sums.length} ${documents}`, usual: largest };
  const asPaid = { date: '1970-01-01', counterparty: documents };
  const rows = readRows([...sums, sum].map((amount, index) => ({ ...asPaid, id: String(index), amount })));
  const numbers = findUnusualAmounts(rows).find(({ ids }) => ids.includes(String(sums.length)))?.numbers;
  if (!numbers) return undefined;
  return {
    distance: `${numbers.ratio} times the usual of ${sums.length} ${documents}`,
    usual: String(numbers.usual_amount),
  };
}
