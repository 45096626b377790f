import type { Allocation, DocumentKind, PaymentDocument } from '@bizmcp/testkit/company';
import { guidOf } from '../guid.ts';
import { amountOf, currencyRateOf } from '../money.ts';
import { dateString, wireDay } from '../wire-day.ts';
import type { XeroBooks } from '../xero-state.ts';
import { contactOf } from './document-contact.ts';

/** A payment as it stands in an invoice, with its amount in minor units. */
interface InvoicePayment {
  minorUnits: number;
  wire: ReturnType<typeof toShortPayment>;
}

/** What was paid on an invoice or bill, and what was credited in minor units. A payment of several is one payment of each. */
export function wirePaymentsOf({ ledger }: XeroBooks, documentId: string) {
  const payments: InvoicePayment[] = [];
  let credited = 0;
  for (const allocation of ledger.allocationsOf(documentId)) {
    if (allocation.releasedOn !== undefined) continue;
    const from = ledger.documents.get(allocation.fromId);
    if (from?.kind === 'payment_in' || from?.kind === 'payment_out') {
      payments.push({ minorUnits: allocation.amount, wire: toShortPayment(from, allocation) });
    } else credited += allocation.amount;
  }
  return { payments, credited };
}

/** In an invoice it comes without its account: https://developer.xero.com/documentation/api/accounting/invoices */
function toShortPayment({ date, reference, rate }: PaymentDocument, { id, amount }: Allocation) {
  return {
    PaymentID: guidOf('payment', id),
    Date: wireDay(date),
    Amount: amountOf(amount),
    Reference: reference ?? '',
    CurrencyRate: currencyRateOf(rate),
    HasAccount: false,
    HasValidationErrors: false,
  };
}

const kinds: Partial<Record<DocumentKind, { Type: string; PaymentType: string }>> = {
  invoice: { Type: 'ACCREC', PaymentType: 'ACCRECPAYMENT' },
  bill: { Type: 'ACCPAY', PaymentType: 'ACCPAYPAYMENT' },
  credit_note: { Type: 'ACCRECCREDIT', PaymentType: 'ARCREDITPAYMENT' },
  vendor_credit: { Type: 'ACCPAYCREDIT', PaymentType: 'APCREDITPAYMENT' },
};

/**
 * As it stands in lists, with what it pays under the name of an invoice, even a credit note:
 * https://developer.xero.com/documentation/api/accounting/payments, https://github.com/XeroAPI/xero-ruby/issues/48
 */
export function toPayment(books: XeroBooks, payment: PaymentDocument, allocation: Allocation) {
  const { ledger, matched } = books;
  const { date, currency, counterpartyId } = payment;
  const paid = ledger.documents.get(allocation.toId);
  const account = ledger.accounts.get(payment.accountId);
  const kind = paid && kinds[paid.kind];
  return {
    ...toShortPayment(payment, allocation),
    DateString: dateString(date),
    BankAmount: amountOf(account?.currency === currency ? allocation.amount : allocation.baseFrom),
    PaymentType: kind?.PaymentType,
    Status: allocation.releasedOn === undefined ? 'AUTHORISED' : 'DELETED',
    UpdatedDateUTC: wireDay(date),
    HasAccount: true,
    IsReconciled: matched.has(payment.id),
    Account: { AccountID: guidOf('account', payment.accountId), Code: account?.code ?? '' },
    Invoice: {
      Type: kind?.Type,
      InvoiceID: guidOf('invoice', allocation.toId),
      InvoiceNumber: paid?.number ?? '',
      Contact: contactOf(books, counterpartyId),
      CurrencyCode: currency,
    },
  };
}
