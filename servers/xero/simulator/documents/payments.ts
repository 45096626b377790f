import { type Route, route, type SimulatedRequest, type SimulatorContext } from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import { refuseDocument, refuseMissing } from '../error-reply.ts';
import { guidOf } from '../guid.ts';
import { pageReply } from '../list-page.ts';
import { minorUnitsOf } from '../money.ts';
import { readDocument, requireParameters } from '../request-body.ts';
import { listOf, withLedger, type XeroBooks, type XeroState } from '../xero-state.ts';
import { findInvoice, statusOf, toInvoice } from './invoices.ts';
import { toPayment } from './payment-wire.ts';

const path = '/api.xro/2.0/Payments';

function paymentsOf(books: XeroBooks) {
  const { ledger } = books;
  return listOf(books, 'payments', () =>
    [...ledger.documents.values()].flatMap((document) =>
      document.kind === 'payment_in' || document.kind === 'payment_out'
        ? ledger.allocationsOf(document.id).map((allocation) => toPayment(books, document, allocation))
        : [],
    ),
  );
}

const NewPayment = z.strictObject({
  Invoice: z.strictObject({ InvoiceID: z.string() }),
  Account: z.strictObject({ AccountID: z.string() }),
  Date: z.iso.date(),
  Amount: z.number(),
  Reference: z.string().max(255).optional(),
});

function createPayment(request: SimulatedRequest<never>, { state }: SimulatorContext<XeroState>) {
  const payment = readDocument(request, 'Payments', NewPayment);
  const { books } = state;
  const invoice = findInvoice(books, payment.Invoice.InvoiceID);
  const amount = minorUnitsOf(payment.Amount) ?? 0;
  const account = [...books.ledger.accounts.values()].find(
    ({ id }) => guidOf('account', id) === payment.Account.AccountID.toLowerCase(),
  );
  if (account?.type !== 'bank' && account?.type !== 'credit_card') {
    return refuseDocument([{ message: 'Account could not be found, or payments to it are not enabled' }]);
  }
  if (statusOf(books, invoice) !== 'AUTHORISED') {
    return refuseDocument([{ message: 'Payment not allowed against a document that is not of status AUTHORISED' }]);
  }
  if (amount <= 0) return refuseDocument([{ message: 'Payment amount must be greater than zero' }]);
  const own = state.change();
  const posted = withLedger(() =>
    own.ledger.post({
      kind: invoice.kind === 'invoice' ? 'payment_in' : 'payment_out',
      counterpartyId: invoice.counterpartyId,
      accountId: account.id,
      date: payment.Date,
      currency: invoice.currency,
      amount,
      allocations: [{ documentId: invoice.id, amount }],
      ...(payment.Reference !== undefined && { reference: payment.Reference }),
    }),
  );
  const [allocation] = own.ledger.allocationsOf(posted.id);
  if (posted.kind !== 'payment_in' && posted.kind !== 'payment_out') throw new TypeError('a payment was posted');
  if (!allocation) throw new TypeError('a payment of an invoice has an allocation');
  const wire = {
    ...toPayment(own, posted, allocation),
    Invoice: toInvoice(own, findInvoice(own, payment.Invoice.InvoiceID)),
  };
  return { status: 200, body: { Payments: [wire] } };
}

/** https://developer.xero.com/documentation/api/accounting/payments */
export const paymentRoutes: readonly Route<XeroState>[] = [
  route('GET', path, ({ query }, { state }) => {
    requireParameters(query, ['where', 'order', 'page', 'pageSize']);
    return pageReply(query, 'Payments', paymentsOf(state.books));
  }),
  route('GET', `${path}/{paymentId}`, (request, { state }) => {
    const wanted = request.parameter('paymentId').toLowerCase();
    const payment = paymentsOf(state.books).find(({ PaymentID }) => PaymentID === wanted);
    return payment ? { status: 200, body: { Payments: [payment] } } : refuseMissing();
  }),
  route('PUT', path, createPayment),
  route('POST', path, createPayment),
];
