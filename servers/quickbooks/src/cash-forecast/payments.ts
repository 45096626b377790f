import { formatDecimal, monthStart, type PaymentObservation, parseDecimal } from '@bizmcp/insights';
import * as z from 'zod';
import { WireAmount, WireFactor } from '../amount.ts';
import { WireLink } from '../document/document-line.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { WireDay } from '../wire-day.ts';
import type { BookedPayment } from './booked-payment.ts';
import { counterpartyOf, type Documents, type WireDocument } from './document.ts';
import { readSince } from './read-since.ts';

const WirePayment = z.object({
  TxnDate: WireDay,
  ExchangeRate: WireFactor.nullish(),
  Line: z.array(z.object({ Amount: WireAmount.nullish(), LinkedTxn: z.array(WireLink).nullish() })).nullish(),
});

const pairs = [
  { kind: 'receivable', list: 'invoices', document: 'Invoice', payment: 'Payment' },
  { kind: 'payable', list: 'bills', document: 'Bill', payment: 'BillPayment' },
] as const;

/** What payments tell. */
interface Payments {
  /** When invoices and bills were paid that were due: what each customer and vendor is used to. */
  habits: PaymentObservation[];
  /** Those that are dated ahead. */
  booked: BookedPayment[];
}

/** Payments of the last months and those dated ahead, with the invoices and bills they are of. */
export async function readPayments(
  api: QuickBooks,
  documents: Documents,
  { day, months }: { day: string; months: number },
): Promise<Payments> {
  const found = await Promise.all(
    pairs.map(async ({ kind, list, document, payment }) => {
      const payments = await readSince(api, payment, monthStart(day, -months), WirePayment);
      const byId = new Map(documents[list].map((one) => [one.Id, one]));
      const settled = payments.flatMap((one) => documentsPaid(one, document, byId));
      const habits = settled.flatMap(({ documentId, date }) => toObservation(byId.get(documentId), kind, date));
      return { habits, booked: settled.filter(({ date }) => date > day) };
    }),
  );
  return { habits: found.flatMap(({ habits }) => habits), booked: found.flatMap(({ booked }) => booked) };
}

function documentsPaid(
  { TxnDate: date, ExchangeRate, Line }: z.output<typeof WirePayment>,
  kind: string,
  documents: ReadonlyMap<string, WireDocument>,
): BookedPayment[] {
  const rate = ExchangeRate ?? '1';
  return (Line ?? []).flatMap(({ Amount, LinkedTxn }) => {
    const own = (LinkedTxn ?? []).filter(({ TxnType }) => TxnType === kind);
    return own.map(({ TxnId: documentId }) => {
      const settledAt = documents.get(documentId)?.ExchangeRate ?? rate;
      const amount = formatDecimal(parseDecimal(Amount ?? '0').times(settledAt));
      return { documentId, date, amount, worth: formatDecimal(parseDecimal(rate).div(settledAt)) };
    });
  });
}

function toObservation(
  document: WireDocument | undefined,
  kind: PaymentObservation['kind'],
  paidDate: string,
): PaymentObservation[] {
  const { TxnDate: issueDate, DueDate: dueDate } = document ?? {};
  const counterparty = document && counterpartyOf(document);
  return issueDate && dueDate && counterparty ? [{ counterparty, kind, issueDate, dueDate, paidDate }] : [];
}
