import type { Anomaly } from '@bizmcp/insights';
import { addAmounts } from '../amount.ts';
import type { SpentLine } from './spending.ts';

/** Money that moved at once, with tax, as it stands on the bank statement; above 0. */
export interface WholePayment {
  first: SpentLine;
  paid: string;
}

export function toWholePayments(lines: readonly SpentLine[]): WholePayment[] {
  return [...Map.groupBy(lines, ({ transactionId }) => transactionId).values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ first, paid: addAmounts(group.map(({ paid }) => paid)) }] : [];
  });
}

/** Payments made twice of which the second has not come back; one refund is of one payment. */
export function leaveOutRefunded(
  doubles: readonly Anomaly[],
  payments: readonly WholePayment[],
  received: readonly SpentLine[],
): Anomaly[] {
  const byId = new Map(payments.map((payment) => [payment.first.transactionId, payment]));
  const refunds = toWholePayments(received);
  return doubles.filter(({ ids }) => {
    const again = byId.get(ids.at(-1) ?? '');
    const place = again ? refunds.findIndex((refund) => isRefundOf(refund, again)) : -1;
    if (place >= 0) refunds.splice(place, 1);
    return place < 0;
  });
}

function isRefundOf({ first, paid }: WholePayment, { first: spent, paid: before }: WholePayment): boolean {
  return paid === before && first.contact === spent.contact && first.date >= spent.date;
}
