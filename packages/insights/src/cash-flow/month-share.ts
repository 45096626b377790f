import { firstDayOf, monthOf, toIsoMonth, toMonthNumber } from '../calendar/calendar-day.ts';
import { ExactDecimal, parseDecimal } from '../money/decimal.ts';
import type { CashTransaction } from '../recurring/cash-transaction.ts';
import { fewestMonths } from './base-series.ts';
import { delayQuantile, type WeightedDelay } from './payment-delay.ts';
import type { ProjectedMonth } from './projected-month.ts';

/**
 * The share of each month's payments that is still to come: 1 but for a first month that has begun. Of that it is what came from this day
 * on in the months seen, as payments keep to their days; the share of its days where too few months or no payments were seen.
 */
export function remainingShares(
  months: readonly ProjectedMonth[],
  rows: readonly CashTransaction[],
  seen: readonly string[],
): number[] {
  return months.map(({ month, firstDay, share }) => {
    const day = firstDay - firstDayOf(month) + 1;
    if (day === 1) return 1;
    const like = new Set(seen.filter((one) => lengthOf(one) >= day));
    const known = rows.filter(({ date }) => like.has(monthOf(date)));
    const whole = sumOf(known);
    if (like.size < fewestMonths || whole.eq(0)) return share.toNumber();
    return sumOf(known.filter(({ date }) => Number(date.slice(8)) >= day))
      .div(whole)
      .toNumber();
  });
}

function lengthOf(month: string): number {
  return firstDayOf(toIsoMonth(toMonthNumber(month) + 1)) - firstDayOf(month);
}

function sumOf(rows: readonly CashTransaction[]): ExactDecimal {
  return rows.reduce((sum, { amount }) => sum.plus(parseDecimal(amount).abs()), new ExactDecimal(0));
}

/**
 * The share of each month's payments for documents that are not issued yet: a payment on day d is for a document issued after `asOf` when
 * issue to payment takes less than d - asOf days. The rest of the month's payments are the open documents, counted one by one.
 */
export function newBusinessShares(
  months: readonly ProjectedMonth[],
  asOf: number,
  { terms, delays }: { terms: readonly number[]; delays: readonly WeightedDelay[] },
): number[] {
  const middles = Array.from({ length: 20 }, (_, rank) => delayQuantile(delays, (rank + 0.5) / 20));
  const waits = terms.flatMap((term) => middles.map((delay) => Math.max(0, term + delay)));
  return months.map(({ month, firstDay, lastDay }) => {
    let sum = 0;
    for (let day = firstDay; day <= lastDay; day += 1) {
      sum += waits.filter((wait) => wait < day - asOf).length / waits.length;
    }
    return sum / (lastDay - firstDayOf(month) + 1);
  });
}
