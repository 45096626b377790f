import type { TradeDocument } from '@bizmcp/testkit/company';
import { type Route, route } from '@bizmcp/testkit/simulator';
import { refuseMissing } from '../error-reply.ts';
import { guidOf } from '../guid.ts';
import { pageReply } from '../list-page.ts';
import { amountOf } from '../money.ts';
import { readList, requireParameters } from '../request-body.ts';
import { withUnitPrices } from '../unit-places.ts';
import { dateString, wireDay } from '../wire-day.ts';
import { listOf, type XeroBooks, type XeroState } from '../xero-state.ts';
import { creditNotesOn } from './credit-notes.ts';
import { wirePaymentsOf } from './payment-wire.ts';
import { toWireDocument } from './trade-document.ts';

export const invoicePath = '/api.xro/2.0/Invoices';

/** The ledger's document of an identifier or number. Refused where there is none. */
export function findInvoice(books: XeroBooks, idOrNumber: string): TradeDocument {
  const wanted = idOrNumber.toLowerCase();
  const found = tradeDocumentsOf(books).find(
    ({ id, number }) => guidOf('invoice', id) === wanted || number?.toLowerCase() === wanted,
  );
  return found ?? refuseMissing();
}

export function tradeDocumentsOf({ ledger }: XeroBooks): TradeDocument[] {
  return [...ledger.documents.values()].flatMap((document) =>
    document.kind === 'invoice' || document.kind === 'bill' ? [document] : [],
  );
}

/** https://developer.xero.com/documentation/api/accounting/types#invoices */
export function statusOf({ ledger, submitted }: XeroBooks, { id, status }: TradeDocument) {
  if (status === 'draft') return submitted.has(id) ? 'SUBMITTED' : 'DRAFT';
  if (status !== 'posted') return status === 'voided' ? 'VOIDED' : 'DELETED';
  return ledger.openBalance(id).amount === 0 ? 'PAID' : 'AUTHORISED';
}

/** An invoice as it is sent in lists with a page, and alone. */
export function toInvoice(books: XeroBooks, document: TradeDocument) {
  const { ledger, sent } = books;
  const { id, kind, number, date, dueDate, total } = document;
  const status = statusOf(books, document);
  const { payments, credited } = wirePaymentsOf(books, id);
  const paid = payments.reduce((sum, { minorUnits }) => sum + minorUnits, 0);
  const isDraft = document.status === 'draft';
  const due = isDraft ? total : ledger.openBalance(id).amount;
  const lastPaid = ledger.allocationsOf(id).map((allocation) => allocation.date);
  return {
    Type: kind === 'invoice' ? 'ACCREC' : 'ACCPAY',
    InvoiceID: guidOf('invoice', id),
    InvoiceNumber: number ?? '',
    ...toWireDocument(books, document),
    Payments: payments.map(({ wire }) => wire),
    CreditNotes: creditNotesOn(books, id),
    AmountDue: amountOf(due),
    AmountPaid: amountOf(paid),
    AmountCredited: amountOf(credited),
    SentToContact: sent.has(id),
    DueDateString: dateString(dueDate),
    Status: status,
    ...(status === 'PAID' && { FullyPaidOnDate: wireDay(lastPaid.toSorted().at(-1) ?? date) }),
  };
}

function invoicesOf(books: XeroBooks) {
  return listOf(books, 'invoices', () => tradeDocumentsOf(books).map((document) => toInvoice(books, document)));
}

const parameters = [
  ...['where', 'order', 'IDs', 'InvoiceNumbers', 'ContactIDs', 'Statuses', 'page', 'pageSize', 'searchTerm'],
  ...['includeArchived', 'createdByMyApp', 'unitdp', 'summaryOnly'],
];

/** Without lines and payments in the short form. */
type Shown = Omit<ReturnType<typeof toInvoice>, 'LineItems' | 'Payments' | 'CreditNotes'> &
  Partial<ReturnType<typeof toInvoice>>;

function isAmong(wanted: readonly string[], value: string): boolean {
  return wanted.length === 0 || wanted.includes(value.toLowerCase());
}

function lowerList(query: URLSearchParams, name: string): string[] {
  return readList(query, name).map((value) => value.toLowerCase());
}

/** https://developer.xero.com/documentation/api/accounting/invoices#get-invoices */
export const invoiceReadRoutes: readonly Route<XeroState>[] = [
  route('GET', invoicePath, ({ query }, { state }) => {
    requireParameters(query, parameters);
    const [ids, numbers] = [lowerList(query, 'IDs'), lowerList(query, 'InvoiceNumbers')];
    const [contacts, statuses] = [lowerList(query, 'ContactIDs'), lowerList(query, 'Statuses')];
    const term = (query.get('searchTerm') ?? '').toLowerCase();
    const found = invoicesOf(state.books).filter(
      ({ InvoiceID, InvoiceNumber, Contact, Status, Reference }) =>
        isAmong(ids, InvoiceID) &&
        isAmong(numbers, InvoiceNumber) &&
        isAmong(contacts, Contact.ContactID) &&
        isAmong(statuses, Status) &&
        `${InvoiceNumber} ${Reference}`.toLowerCase().includes(term),
    );
    // Lines come with pages alone, payments and credits not in the short form: the same page, "Optimised use of the where filter" and "summaryOnly".
    const isShort = query.get('summaryOnly') === 'true' || !query.has('page');
    const shown = isShort ? found.map(({ LineItems, Payments, CreditNotes, ...rest }) => rest) : found;
    return pageReply<Shown>(query, 'Invoices', shown, (page) => withUnitPrices(page, query));
  }),
  route('GET', `${invoicePath}/{invoiceId}`, (request, { state }) => {
    requireParameters(request.query, ['unitdp']);
    const document = findInvoice(state.books, request.parameter('invoiceId'));
    return { status: 200, body: { Invoices: withUnitPrices([toInvoice(state.books, document)], request.query) } };
  }),
];
