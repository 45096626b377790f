import type { DocumentDraft, DocumentKind, LedgerDocument } from '@bizmcp/testkit/company';
import { pick } from '../body.ts';
import { entityOfDocument } from '../entities/document-entity.ts';
import { type Change, commonFilters, type Entity, type Written } from '../entities/entity.ts';
import { documentOf, listOf, type QuickBooksBooks } from '../quickbooks-state.ts';
import type { Wire } from '../wire.ts';
import { withLedger } from '../with-ledger.ts';
import { requireFreeNumber, withNumber } from './document-number.ts';
import { toWire } from './document-wire.ts';
import { writeBillPayment, writePayment } from './payment-write.ts';
import { release, released, repost, settlementsOf } from './repost.ts';
import { creditPayments, setOffOf } from './settlement-wire.ts';
import {
  type ToDraft,
  toBillDraft,
  toCreditMemoDraft,
  toDepositDraft,
  toEstimateDraft,
  toInvoiceDraft,
  toJournalDraft,
  toPurchaseDraft,
  toTransferDraft,
  toVendorCreditDraft,
} from './transaction-draft.ts';

const filters: readonly string[] = [...commonFilters, 'TxnDate', 'DocNumber', 'TotalAmt'];

/** How transactions of a kind are found and ended; a void one stays with nothing in it, a deleted one is gone. */
function transaction(
  name: string,
  kind: DocumentKind,
  rest: Omit<Entity, 'name' | 'list' | 'find' | 'remove'>,
): Entity {
  const isPayment = name === 'Payment' || name === 'BillPayment';
  const own = (books: QuickBooksBooks): Wire[] =>
    [...books.ledger.documents.values()].flatMap((document) => {
      const isShown = document.kind === kind && entityOfDocument(books, document) === name;
      const wire = isShown ? toWire(books, document) : undefined;
      return wire ? [wire] : [];
    });
  const list = (books: QuickBooksBooks): Wire[] =>
    listOf(books, name, () => (isPayment ? [...own(books), ...creditPayments(books, name)] : own(books)));
  return {
    ...{ name, list, ...rest },
    find: (books, id) => {
      const document = documentOf(books, id);
      const isFound = document?.kind === kind && entityOfDocument(books, document) === name;
      if (isFound) return toWire(books, document);
      return isPayment ? creditPayments(books, name).find(({ Id }) => Id === id) : undefined;
    },
    remove: (books, id) => end(books, id, 'deleted'),
  };
}

function end(books: QuickBooksBooks, id: string, status: 'voided' | 'deleted'): void {
  const setOff = setOffOf(books, id);
  if (setOff) {
    withLedger(() => release(books, setOff.fromId, (allocation) => allocation.id === setOff.id));
    if (status === 'voided') books.voidedSetOffs.add(setOff.id);
    return;
  }
  const document = documentOf(books, id);
  if (!document) throw new TypeError(`no transaction ${id}`);
  withLedger(() =>
    released(books, document.id, () => {
      books.ledger.end(document.id, { mode: 'removal', status });
    }),
  );
}

function voidIt(books: QuickBooksBooks, id: string): void {
  end(books, id, 'voided');
}

/** Writes a transaction that is no payment; `keeps` are the fields that the ledger has no place for. */
function writer(toDraft: ToDraft, keeps: readonly string[]): NonNullable<Entity['write']> {
  return (books, { id, body, query }: Change): Written => {
    const old = id === undefined ? undefined : documentOf(books, id);
    const draft = withNumber(
      books,
      withLedger(() => toDraft(books, body)),
    );
    if (query.get('include') !== 'allowduplicatedocnum') requireFreeNumber(books, draft, old);
    const fields = pick(body, keeps);
    if (old === undefined || id === undefined) return { id: withLedger(() => books.ledger.post(draft)).id, fields };
    withLedger(() => replace(books, id, old, draft));
    return { id, fields };
  };
}

/** A credit that is in use is posted anew with what it settles, as the ledger changes no credit in place. */
function replace(books: QuickBooksBooks, id: string, old: LedgerDocument, draft: DocumentDraft): void {
  const settlements = settlementsOf(books, old.id);
  if (settlements.length === 0) {
    books.ledger.replace(old.id, draft);
    return;
  }
  repost(books, id, { draft, settlements });
}

const saleKeeps = [
  ...[
    'CustomerMemo',
    'BillAddr',
    'ShipAddr',
    'BillEmail',
    'BillEmailCc',
    'BillEmailBcc',
    'SalesTermRef',
    'EmailStatus',
  ],
  ...['PrintStatus', 'DeliveryInfo', 'ApplyTaxAfterDiscount'],
];
const invoiceKeeps = [
  ...['AllowIPNPayment', 'AllowOnlinePayment', 'AllowOnlineCreditCardPayment', 'AllowOnlineACHPayment', 'PONumber'],
  ...['TrackingNum', 'ShipDate'],
];

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice and its neighbours */
export const transactions: readonly Entity[] = [
  transaction('Invoice', 'invoice', {
    filterable: [...filters, 'CustomerRef', 'DueDate', 'Balance', 'SalesTermRef'],
    write: writer(toInvoiceDraft, [...saleKeeps, ...invoiceKeeps]),
    ...{ void: voidIt, isSent: true },
  }),
  transaction('CreditMemo', 'credit_note', {
    filterable: [...filters, 'CustomerRef', 'Balance', 'SalesTermRef'],
    ...{ write: writer(toCreditMemoDraft, saleKeeps), isSent: true },
  }),
  transaction('Estimate', 'estimate', {
    filterable: [...filters, 'CustomerRef', 'ExpirationDate', 'TxnStatus', 'SalesTermRef'],
    write: writer(toEstimateDraft, [...saleKeeps, 'TxnStatus', 'ExpirationDate', 'AcceptedBy', 'AcceptedDate']),
    isSent: true,
  }),
  transaction('Bill', 'bill', {
    filterable: [...filters, 'VendorRef', 'APAccountRef', 'DueDate', 'Balance', 'SalesTermRef'],
    write: writer(toBillDraft, ['SalesTermRef']),
  }),
  transaction('VendorCredit', 'vendor_credit', {
    filterable: [...filters, 'VendorRef'],
    write: writer(toVendorCreditDraft, []),
  }),
  transaction('Payment', 'payment_in', {
    filterable: [
      ...filters.filter((name) => name !== 'DocNumber'),
      'CustomerRef',
      'PaymentRefNum',
      'DepositToAccountRef',
    ],
    ...{ write: writePayment, void: voidIt },
  }),
  transaction('BillPayment', 'payment_out', {
    filterable: [...filters, 'VendorRef', 'PayType'],
    ...{ write: writeBillPayment, void: voidIt },
  }),
  transaction('Purchase', 'spend', {
    filterable: [...filters, 'PaymentType', 'AccountRef'],
    write: writer(toPurchaseDraft, ['PaymentType', 'PaymentMethodRef', 'PaymentRefNum']),
  }),
  transaction('Deposit', 'receive', {
    filterable: [...filters, 'DepositToAccountRef'],
    write: writer(toDepositDraft, []),
  }),
  transaction('Transfer', 'transfer', {
    filterable: [...commonFilters, 'TxnDate', 'Amount'],
    write: writer(toTransferDraft, []),
  }),
  transaction('JournalEntry', 'journal', { filterable: filters, write: writer(toJournalDraft, ['Adjustment']) }),
];
