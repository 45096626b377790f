import { formatDecimal, monthStart, type PaymentObservation, parseDecimal } from '@bizmcp/insights';
import * as z from 'zod';
import { WireAmount, WireFactor } from '../amount.ts';
import { WireLink } from '../document/document-line.ts';
import type { QuickBooks } from '../quickbooks.ts';
import type { BookedPayment } from './booked-payment.ts';
import { readSince } from './read-since.ts';

const Named = z.object({ name: z.string().nullish() });

const WireDocument = z.object({
  Id: z.string(),
  TxnDate: z.string(),
  DueDate: z.string().nullish(),
  CustomerRef: Named.nullish(),
  VendorRef: Named.nullish(),
  ExchangeRate: WireFactor.nullish(),
});

const WirePayment = z.object({
  TxnDate: z.string(),
  ExchangeRate: WireFactor.nullish(),
  Line: z.array(z.object({ Amount: WireAmount.nullish(), LinkedTxn: z.array(WireLink).nullish() })).nullish(),
});

const pairs = [
  { kind: 'receivable', document: 'Invoice', payment: 'Payment' },
  { kind: 'payable', document: 'Bill', payment: 'BillPayment' },
] as const;

/** Documents are looked for that much earlier than their payments. */
const monthsBefore = 6;

/** What payments tell. */
interface Payments {
  /** When invoices and bills were paid that were due: what each customer and vendor is used to. */
  habits: PaymentObservation[];
  /** Those that are dated ahead. */
  booked: BookedPayment[];
}

export async function readPayments(api: QuickBooks, day: string, months: number): Promise<Payments> {
  const found = await Promise.all(
    pairs.map(async ({ kind, document, payment }) => {
      const [documents, payments] = await Promise.all([
        readSince(api, document, monthStart(day, -months - monthsBefore), WireDocument),
        readSince(api, payment, monthStart(day, -months), WirePayment),
      ]);
      const byId = new Map(documents.map((one) => [one.Id, one]));
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
  documents: ReadonlyMap<string, z.output<typeof WireDocument>>,
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
  document: z.output<typeof WireDocument> | undefined,
  kind: PaymentObservation['kind'],
  paidDate: string,
): PaymentObservation[] {
  const { TxnDate: issueDate, DueDate: dueDate, CustomerRef, VendorRef } = document ?? {};
  const counterparty = CustomerRef?.name ?? VendorRef?.name;
  return issueDate && dueDate && counterparty ? [{ counterparty, kind, issueDate, dueDate, paidDate }] : [];
}
