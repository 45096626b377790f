import type { Counterparty, Ledger, LedgerDocument, TradeDraft } from '@bizmcp/testkit/company';
import {
  type Route,
  route,
  type SimulatedReply,
  type SimulatedRequest,
  type SimulatorContext,
} from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import { counterpartyFor, findContact } from '../contacts.ts';
import { refuseDocument } from '../error-reply.ts';
import { readDocument, requireParameters } from '../request-body.ts';
import { withUnitPrices } from '../unit-places.ts';
import { withLedger, type XeroBooks, type XeroState } from '../xero-state.ts';
import { findInvoice, invoicePath, statusOf, toInvoice, tradeDocumentsOf } from './invoices.ts';
import { AmountTypes, NewLine, toLineDrafts } from './line-item.ts';

type Handle = (request: SimulatedRequest<never>, context: SimulatorContext<XeroState>) => SimulatedReply;

const NewInvoice = z.strictObject({
  Type: z.enum(['ACCREC', 'ACCPAY']),
  Contact: z.strictObject({ ContactID: z.string() }),
  LineItems: z.array(NewLine),
  Date: z.iso.date().optional(),
  DueDate: z.iso.date().optional(),
  LineAmountTypes: AmountTypes,
  InvoiceNumber: z.string().max(255).optional(),
  Reference: z.string().max(255).optional(),
  CurrencyCode: z.string().length(3).optional(),
  Status: z.enum(['DRAFT', 'SUBMITTED', 'AUTHORISED']).default('DRAFT'),
});

type NewInvoice = z.output<typeof NewInvoice>;

/** https://developer.xero.com/documentation/api/accounting/invoices#put-invoices */
const createInvoice: Handle = (request, { state }) => {
  requireParameters(request.query, ['summarizeErrors', 'unitdp', 'allowBackorders']);
  const invoice = readDocument(request, 'Invoices', NewInvoice);
  const contactKey = requireInvoice(state.books, invoice);
  const isSale = invoice.Type === 'ACCREC';
  const options = { amountTypes: invoice.LineAmountTypes, query: request.query };
  const lines = toLineDrafts(state.books, invoice.LineItems, options);
  const books = state.change();
  const { ledger, company } = books;
  const stored = withLedger(() => {
    const currency = invoice.CurrencyCode ?? ledger.settings.homeCurrency;
    const counterparty = counterpartyFor(books, contactKey, { kind: isSale ? 'customer' : 'vendor', currency });
    const number = invoice.InvoiceNumber ?? (isSale ? nextNumber(books) : undefined);
    const draft: TradeDraft = {
      ...{ kind: isSale ? 'invoice' : 'bill', counterpartyId: counterparty.id, currency, lines },
      date: invoice.Date ?? company.today,
      ...(invoice.DueDate !== undefined && { dueDate: invoice.DueDate }),
      ...(number !== undefined && { number }),
      ...(invoice.Reference !== undefined && { reference: invoice.Reference }),
    };
    return keepInvoice(ledger, { draft, counterparty, status: invoice.Status });
  });
  if (invoice.Status === 'SUBMITTED') books.submitted.add(stored.id);
  books.lineAmountTypes.set(stored.id, invoice.LineAmountTypes);
  return storedReply(books, stored.id, request.query);
};

interface KeptInvoice {
  draft: TradeDraft;
  counterparty: Counterparty;
  status: NewInvoice['Status'];
}

/** Keeps an invoice, and its counterparty where that is new; neither where the ledger refuses the invoice. */
function keepInvoice(ledger: Ledger, invoice: KeptInvoice): LedgerDocument {
  const { draft, counterparty, status } = invoice;
  if (!ledger.counterparties.has(counterparty.id)) {
    // Counterparties cannot be taken back, so that a copy is asked first.
    const trial = ledger.copy();
    trial.saveCounterparty(counterparty);
    keepInvoice(trial, invoice);
    ledger.saveCounterparty(counterparty);
  }
  return status === 'AUTHORISED' ? ledger.post(draft) : ledger.saveDraft(draft);
}

/** Refuses what cannot become an invoice; gives its contact. */
function requireInvoice(books: XeroBooks, { Type, Contact, InvoiceNumber, CurrencyCode, ...rest }: NewInvoice): string {
  const contact = findContact(books, Contact.ContactID);
  if (!contact) return refuseDocument([{ message: 'The Contact could not be found' }]);
  const isKnown = books.ledger.settings.currencies.some(({ code }) => code === CurrencyCode);
  if (CurrencyCode !== undefined && !isKnown) {
    refuseDocument([{ message: `Organisation is not subscribed to currency ${CurrencyCode}` }]);
  }
  if (rest.Status === 'AUTHORISED' && rest.DueDate === undefined) refuseDocument([{ message: 'Due Date is required' }]);
  // Numbers of invoices to customers are unique, those of bills are their suppliers'.
  const isTaken =
    Type === 'ACCREC' &&
    tradeDocumentsOf(books).some(
      ({ kind, number, status }) => kind === 'invoice' && status !== 'deleted' && number === InvoiceNumber,
    );
  if (InvoiceNumber !== undefined && isTaken) refuseDocument([{ message: 'Invoice # must be unique.' }]);
  return contact.id;
}

function nextNumber(books: XeroBooks): string {
  const numbers = tradeDocumentsOf(books).map(({ number }) => Number(/^INV-(\d+)$/.exec(number ?? '')?.[1] ?? 0));
  return `INV-${Math.max(1000, ...numbers) + 1}`;
}

function storedReply(books: XeroBooks, id: string, query: URLSearchParams) {
  const document = books.ledger.documents.get(id);
  if (document?.kind !== 'invoice' && document?.kind !== 'bill') throw new TypeError(`no invoice ${id}`);
  const stored = withUnitPrices([{ ...toInvoice(books, document), HasErrors: false }], query);
  return { status: 200, body: { Invoices: stored } };
}

const Change = z.strictObject({ Status: z.enum(['DRAFT', 'SUBMITTED', 'AUTHORISED', 'DELETED', 'VOIDED']) });

/** https://developer.xero.com/documentation/api/accounting/invoices#invoice-status-codes */
const successors: Readonly<Record<string, readonly string[]>> = {
  DRAFT: ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'DELETED'],
  SUBMITTED: ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'DELETED'],
  AUTHORISED: ['AUTHORISED', 'VOIDED'],
};

const updateInvoice: Route<XeroState> = route('POST', `${invoicePath}/{invoiceId}`, (request, { state }) => {
  requireParameters(request.query, ['unitdp', 'allowBackorders']);
  const { Status } = readDocument(request, 'Invoices', Change);
  const { id, ...document } = findInvoice(state.books, request.parameter('invoiceId'));
  const present = statusOf(state.books, { id, ...document });
  if (!(successors[present] ?? []).includes(Status)) {
    return refuseDocument([{ message: `Invoice not of valid status for modification: ${present} to ${Status}` }]);
  }
  const books = state.change();
  withLedger(() => changeStatus(books, id, Status));
  return storedReply(books, id, request.query);
});

function changeStatus({ ledger, submitted }: XeroBooks, id: string, status: z.output<typeof Change>['Status']): void {
  const isDraft = ledger.documents.get(id)?.status === 'draft';
  if (status === 'AUTHORISED' && isDraft) ledger.approve(id);
  if (status === 'DELETED') ledger.end(id, { mode: 'removal', status: 'deleted' });
  if (status === 'VOIDED') ledger.end(id, { mode: 'removal', status: 'voided' });
  // After the ledger, which may refuse.
  if (status === 'SUBMITTED') submitted.add(id);
  else submitted.delete(id);
}

export const invoiceWriteRoutes: readonly Route<XeroState>[] = [
  route('PUT', invoicePath, createInvoice),
  route('POST', invoicePath, createInvoice),
  updateInvoice,
];
