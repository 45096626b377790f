import { orNothing } from '@bizmcp/core';
import { readAccounts } from '../account.ts';
import type { Books } from '../books.ts';
import type { FullInvoice } from '../invoice/invoice.ts';
import { toBankAmount } from './bank-amount.ts';
import { accountOf, readPayments } from './list-payments.ts';

const mostPayments = 1000;

/** An invoice whose payments tell the account they moved on, and what moved there: Xero tells it of payments alone. One request, none where nothing was paid. */
export async function nameAccounts(books: Books, invoice: FullInvoice): Promise<FullInvoice> {
  if (invoice.payments.length === 0) return invoice;
  const where = [['Invoice.InvoiceID', '==', { id: invoice.invoice_id }]] as const;
  const found = await orNothing(readPayments(books, where, { page: 1, pageSize: mostPayments }), 'forbidden');
  const accounts = await readAccounts(books);
  const moved = new Map(
    found?.payments.map((payment) => {
      const account = accountOf(payment, accounts);
      return [payment.paymentID, { ...(account && { bank_account: account.name }), ...toBankAmount(payment, account) }];
    }),
  );
  const payments = invoice.payments.map((payment) => ({ ...payment, ...moved.get(payment.payment_id ?? '') }));
  return { ...invoice, payments };
}
