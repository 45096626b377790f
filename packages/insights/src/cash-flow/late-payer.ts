import { normaliseName } from '../counterparty/counterparty-name.ts';
import { formatDecimal, sumExact } from '../money/decimal.ts';
import type { CashStream } from './cash-stream.ts';
import { describeHabit } from './payment-delay.ts';
import type { ProjectedMonth } from './projected-month.ts';

/** A counterparty whose open documents are expected after their due dates, and what that does to the balance. */
export interface LatePayer {
  counterparty: string;
  /** Payments its own habit is known from. */
  observations: number;
  /** Middle of its delays in days. */
  typicalDelay: number | undefined;
  openAmount: string;
  /** The month at whose end most of its money is missing that was due by then, and how much. */
  worst: { month: string; missing: string };
  /** Documents later than any payment seen. */
  beyondExperience: string[];
}

/** Customers that hold back money at the end of some projected month, the most first. */
export function findLatePayers(
  { documents, habits }: CashStream,
  months: readonly ProjectedMonth[],
  places: number,
): LatePayer[] {
  const groups = Map.groupBy(documents, ({ document }) => normaliseName(document.counterparty));
  const payers = [...groups.values()].flatMap((group) => {
    const missing = months.map(({ month, lastDay }) => {
      const late = group.filter(
        ({ dueDay, payDay }) => dueDay <= lastDay && (payDay === undefined || payDay > lastDay),
      );
      return { month, amount: sumExact(late.map(({ amount }) => amount)) };
    });
    const worst = missing.reduce((one, other) => (other.amount.gt(one.amount) ? other : one));
    const name = group[0]?.document.counterparty ?? '';
    if (worst.amount.lte(0)) return [];
    const payer = {
      counterparty: name,
      ...describeHabit(habits, name),
      openAmount: formatDecimal(sumExact(group.map(({ amount }) => amount)), places),
      worst: { month: worst.month, missing: formatDecimal(worst.amount, places) },
      beyondExperience: group.filter(({ isBeyond }) => isBeyond).map(({ document }) => document.id),
    };
    return [{ payer, missing: worst.amount }];
  });
  return payers.toSorted((one, other) => other.missing.cmp(one.missing)).map(({ payer }) => payer);
}
