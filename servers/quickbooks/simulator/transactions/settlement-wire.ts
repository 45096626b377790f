import type { Allocation, LedgerDocument, PaymentDocument, TradeDocument } from '@bizmcp/testkit/company';
import { linkTo } from '../entities/document-entity.ts';
import { headOf } from '../entities/entity.ts';
import { counterpartyReference, currencyReference } from '../entities/names.ts';
import { amountOf, rateNumber } from '../money.ts';
import { idOfDocument, type QuickBooksBooks } from '../quickbooks-state.ts';
import type { Wire } from '../wire.ts';

/** What a document settles now, or is settled by. */
export function activeAllocations({ ledger }: QuickBooksBooks, ledgerId: string, end: 'fromId' | 'toId'): Allocation[] {
  return ledger.allocationsOf(ledgerId).filter((one) => one[end] === ledgerId && one.releasedOn === undefined);
}

function isCredit(document: LedgerDocument | undefined): document is TradeDocument {
  return document?.kind === 'credit_note' || document?.kind === 'vendor_credit';
}

/** Ids of the payments that set a credit against an invoice stand apart from those of documents. */
const firstCreditPayment = 9_000_000;

export function creditPaymentId({ origins }: QuickBooksBooks, { id }: Allocation): string {
  return origins.get(`allocation ${id}`) ?? String(firstCreditPayment + Number(id));
}

/** What a payment of nothing sets against what; undefined where there is no such payment. */
export function setOffOf(books: QuickBooksBooks, paymentId: string): Allocation | undefined {
  const credits = [...books.ledger.documents.values()].filter(isCredit);
  const all = credits.flatMap(({ id }) => activeAllocations(books, id, 'fromId'));
  return all.find((allocation) => creditPaymentId(books, allocation) === paymentId);
}

/** The payments that settled an invoice or a bill, in full or in part. */
export function linkedPayments(books: QuickBooksBooks, ledgerId: string): Wire[] {
  const links = activeAllocations(books, ledgerId, 'toId').map((allocation) => {
    const from = books.ledger.documents.get(allocation.fromId);
    if (!isCredit(from)) return linkTo(books, allocation.fromId);
    const TxnType = from.kind === 'credit_note' ? 'Payment' : 'BillPaymentCheck';
    return { TxnId: creditPaymentId(books, allocation), TxnType };
  });
  return links.filter(({ TxnId }, index) => links.findIndex((other) => other.TxnId === TxnId) === index);
}

function paymentLine(books: QuickBooksBooks, ledgerId: string, amount: number, currency: string): Wire {
  return { Amount: amountOf(books.ledger, amount, currency), LinkedTxn: [linkTo(books, ledgerId)] };
}

/** What a payment was applied to. */
export function paymentLines(books: QuickBooksBooks, { id, currency }: PaymentDocument): Wire[] {
  const allocations = activeAllocations(books, id, 'fromId');
  return allocations.map(({ toId, amount }) => paymentLine(books, toId, amount, currency));
}

/**
 * A credit that is set against an invoice or a bill shows as a payment of nothing with both linked.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/payment
 */
function creditPayment(books: QuickBooksBooks, credit: TradeDocument, allocation: Allocation): Wire {
  const { amount, date, toId } = allocation;
  const { counterpartyId, currency, rate } = credit;
  const isSale = credit.kind === 'credit_note';
  const id = creditPaymentId(books, allocation);
  const isVoid = allocation.releasedOn !== undefined;
  const party = counterpartyReference(books, counterpartyId);
  const Line = isVoid ? [] : [toId, credit.id].map((ledgerId) => paymentLine(books, ledgerId, amount, currency));
  const end = isSale ? { UnappliedAmt: 0, ProcessPayment: false } : { PayType: 'Check' };
  return {
    ...headOf(books, { entity: isSale ? 'Payment' : 'BillPayment', id }, { day: date }),
    ...{ TxnDate: date, CurrencyRef: currencyReference(currency), ExchangeRate: rateNumber(rate) },
    ...(isSale ? { CustomerRef: party } : { VendorRef: party }),
    ...(isVoid && { PrivateNote: 'Voided' }),
    ...{ TotalAmt: 0, ...end, Line },
  };
}

/** All payments of nothing that set credits against invoices (Payment) or bills (BillPayment). */
export function creditPayments(books: QuickBooksBooks, entity: 'Payment' | 'BillPayment'): Wire[] {
  const wanted = entity === 'Payment' ? 'credit_note' : 'vendor_credit';
  const credits = [...books.ledger.documents.values()].flatMap((one) =>
    isCredit(one) && one.kind === wanted ? [one] : [],
  );
  return credits.flatMap((credit) => {
    const given = books.ledger.allocationsOf(credit.id).filter(({ fromId }) => fromId === credit.id);
    const shown = given.filter((one) => one.releasedOn === undefined || books.voidedSetOffs.has(one.id));
    return shown.map((allocation) => creditPayment(books, credit, allocation));
  });
}

/** The payment of nothing that a credit's newest allocations made. */
export function newestCreditPayment(books: QuickBooksBooks, creditId: string): string {
  const allocations = activeAllocations(books, creditId, 'fromId');
  const newest = allocations.at(-1);
  if (!newest) throw new TypeError(`${idOfDocument(books, creditId)} settles nothing`);
  return creditPaymentId(books, newest);
}
