import type { Allocation, TradeDocument } from '@bizmcp/testkit/company';
import { type Route, route } from '@bizmcp/testkit/simulator';
import { refuseMissing } from '../error-reply.ts';
import { guidOf } from '../guid.ts';
import { pageReply } from '../list-page.ts';
import { amountOf } from '../money.ts';
import { requireParameters } from '../request-body.ts';
import { withUnitPrices } from '../unit-places.ts';
import { dateString, wireDay } from '../wire-day.ts';
import { listOf, type XeroBooks, type XeroState } from '../xero-state.ts';
import { wirePaymentsOf } from './payment-wire.ts';
import { toWireDocument } from './trade-document.ts';

const path = '/api.xro/2.0/CreditNotes';

function toCreditNote(books: XeroBooks, document: TradeDocument) {
  const { ledger } = books;
  const { id, kind, number } = document;
  const remaining = ledger.openBalance(id).amount;
  return {
    Type: kind === 'credit_note' ? 'ACCRECCREDIT' : 'ACCPAYCREDIT',
    CreditNoteID: guidOf('invoice', id),
    CreditNoteNumber: number ?? '',
    ...toWireDocument(books, document),
    Payments: wirePaymentsOf(books, id).payments.map(({ wire }) => wire),
    RemainingCredit: amountOf(remaining),
    Allocations: allocationsFrom(books, id).map((allocation) => toAllocation(books, allocation)),
    Status: remaining === 0 ? 'PAID' : 'AUTHORISED',
  };
}

function allocationsFrom({ ledger }: XeroBooks, id: string): Allocation[] {
  return ledger.allocationsOf(id).filter(({ fromId, releasedOn }) => fromId === id && releasedOn === undefined);
}

function toAllocation({ ledger }: XeroBooks, { id, toId, date, amount }: Allocation) {
  return {
    AllocationID: guidOf('allocation', id),
    Amount: amountOf(amount),
    Date: wireDay(date),
    Invoice: { InvoiceID: guidOf('invoice', toId), InvoiceNumber: ledger.documents.get(toId)?.number ?? '' },
  };
}

function creditNotesOf(books: XeroBooks) {
  return listOf(books, 'credit notes', () =>
    [...books.ledger.documents.values()].flatMap((document) =>
      document.kind === 'credit_note' || document.kind === 'vendor_credit' ? [toCreditNote(books, document)] : [],
    ),
  );
}

/** Credit notes as they stand in the invoice that they were set against: https://github.com/calcinai/xero-php/issues/220 */
export function creditNotesOn({ ledger }: XeroBooks, invoiceId: string) {
  return ledger.allocationsOf(invoiceId).flatMap(({ fromId, amount, releasedOn }) => {
    const credit = ledger.documents.get(fromId);
    if (credit?.kind !== 'credit_note' && credit?.kind !== 'vendor_credit') return [];
    if (releasedOn !== undefined) return [];
    return [
      {
        CreditNoteID: guidOf('invoice', fromId),
        CreditNoteNumber: credit.number ?? '',
        AppliedAmount: amountOf(amount),
        DateString: dateString(credit.date),
        Date: wireDay(credit.date),
        Total: amountOf(credit.total),
      },
    ];
  });
}

/** Without lines where no page was asked for. */
type Shown = Omit<ReturnType<typeof toCreditNote>, 'LineItems'> & Partial<ReturnType<typeof toCreditNote>>;

/** https://developer.xero.com/documentation/api/accounting/creditnotes#get-creditnotes */
export const creditNoteRoutes: readonly Route<XeroState>[] = [
  route('GET', path, ({ query }, { state }) => {
    requireParameters(query, ['where', 'order', 'page', 'pageSize', 'unitdp']);
    // Lines come with pages alone, as those of invoices.
    const found = creditNotesOf(state.books);
    const shown = query.has('page') ? found : found.map(({ LineItems, ...rest }) => rest);
    return pageReply<Shown>(query, 'CreditNotes', shown, (page) => withUnitPrices(page, query));
  }),
  route('GET', `${path}/{creditNoteId}`, (request, { state }) => {
    requireParameters(request.query, ['unitdp']);
    const wanted = request.parameter('creditNoteId').toLowerCase();
    const found = creditNotesOf(state.books).find(
      ({ CreditNoteID, CreditNoteNumber }) => CreditNoteID === wanted || CreditNoteNumber.toLowerCase() === wanted,
    );
    return found ? { status: 200, body: { CreditNotes: withUnitPrices([found], request.query) } } : refuseMissing();
  }),
];
