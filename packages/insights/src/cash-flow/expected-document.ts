import { toDayNumber } from '../calendar/calendar-day.ts';
import { type ExactDecimal, parseDecimal } from '../money/decimal.ts';
import type { CashScenario, DocumentKind, OpenDocument } from './cash-flow-input.ts';
import { delayQuantile, expectDelays, type PaymentHabits, type WeightedDelay } from './payment-delay.ts';

/** An open document with the day its money is expected. */
export interface ExpectedDocument {
  document: OpenDocument;
  kind: DocumentKind;
  amount: ExactDecimal;
  dueDay: number;
  delays: readonly WeightedDelay[];
  /** The scenario takes the delay that this share of cases does not exceed. */
  share: number;
  /** Undefined where the scenario does not count on it. */
  payDay: number | undefined;
  /** It is later than any payment seen. */
  isBeyond: boolean;
}

/** Shares of the delay distribution; customers' and suppliers' are mirrored, so that scenarios are ordered in every month. */
const shares = {
  receivable: { conservative: 0.8, realistic: 0.5, optimistic: 0.2 },
  payable: { conservative: 0.2, realistic: 0.5, optimistic: 0.8 },
} as const;

/** Dates each open document after the habits of its counterparty. */
export function expectDocuments(
  documents: readonly OpenDocument[],
  kind: DocumentKind,
  habits: PaymentHabits,
  { asOf, scenario }: { asOf: number; scenario: CashScenario },
): ExpectedDocument[] {
  return documents.map((document) => {
    const { counterparty, dueDate, paymentDate } = document;
    const dueDay = toDayNumber(dueDate);
    const { delays, isBeyond } =
      paymentDate === undefined
        ? expectDelays(habits, counterparty, asOf - dueDay)
        : { delays: [{ days: toDayNumber(paymentDate) - dueDay, weight: 1 }], isBeyond: false };
    const isCounted = !(isBeyond && kind === 'receivable' && scenario === 'conservative');
    const share = shares[kind][scenario];
    const payDay = isCounted ? dueDay + delayQuantile(delays, share) : undefined;
    return { document, kind, amount: parseDecimal(document.amount), dueDay, delays, share, payDay, isBeyond };
  });
}
