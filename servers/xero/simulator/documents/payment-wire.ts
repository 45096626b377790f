import type { Allocation, PaymentDocument } from '@bizmcp/testkit/company';
import { guidOf } from '../guid.ts';
import { amountOf, currencyRateOf } from '../money.ts';
import { dateString, wireDay } from '../wire-day.ts';
import type { XeroBooks } from '../xero-state.ts';

/** A payment as it stands in an invoice, with its amount in minor units. */
interface InvoicePayment {
  minorUnits: number;
  wire: ReturnType<typeof toPayment>;
}

/** What was paid on an invoice or bill, and what was credited in minor units. A payment of several is one payment of each. */
export function wirePaymentsOf({ ledger }: XeroBooks, documentId: string) {
  const payments: InvoicePayment[] = [];
  let credited = 0;
  for (const allocation of ledger.allocationsOf(documentId)) {
    if (allocation.releasedOn !== undefined) continue;
    const from = ledger.documents.get(allocation.fromId);
    if (from?.kind === 'payment_in' || from?.kind === 'payment_out') {
      payments.push({ minorUnits: allocation.amount, wire: toPayment(from, allocation) });
    } else credited += allocation.amount;
  }
  return { payments, credited };
}

/** https://developer.xero.com/documentation/api/accounting/payments */
export function toPayment(payment: PaymentDocument, { id, amount, toId, releasedOn }: Allocation) {
  const { date } = payment;
  return {
    PaymentID: guidOf('payment', id),
    Date: wireDay(date),
    DateString: dateString(date),
    Amount: amountOf(amount),
    Reference: payment.reference ?? '',
    CurrencyRate: currencyRateOf(payment.rate),
    PaymentType: payment.kind === 'payment_in' ? 'ACCRECPAYMENT' : 'ACCPAYPAYMENT',
    Status: releasedOn === undefined ? 'AUTHORISED' : 'DELETED',
    UpdatedDateUTC: wireDay(date),
    HasAccount: true,
    IsReconciled: true,
    Account: { AccountID: guidOf('account', payment.accountId) },
    Invoice: { InvoiceID: guidOf('invoice', toId) },
    HasValidationErrors: false,
  };
}
