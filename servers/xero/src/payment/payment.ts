import { personal } from '@bizmcp/core';
import * as z from 'zod';
import type { Account } from '../account.ts';
import { subtractAmount, WireAmount } from '../amount.ts';
import { toRate, type WireInvoice } from '../invoice/invoice.ts';
import { WirePagination } from '../page.ts';
import { WireDay } from '../wire-date.ts';
import { WireOutcome } from '../write-answer.ts';
import { BankAmount, toBankAmount } from './bank-amount.ts';

/** What is paid. */
const WirePaid = z
  .object({
    invoiceID: z.string(),
    invoiceNumber: z.string().nullable(),
    creditNoteID: z.string(),
    creditNoteNumber: z.string().nullable(),
    overpaymentID: z.string(),
    prepaymentID: z.string(),
    contact: z.object({ contactID: z.string().nullish(), name: z.string().nullish() }).nullable(),
    currencyCode: z.string().nullable(),
  })
  .partial()
  .nullish();

/** What Xero sends of a payment; only the fields we use. */
const WirePayment = WireOutcome.extend({
  paymentID: z.string(),
  date: WireDay.nullish(),
  amount: WireAmount.nullish(),
  reference: z.string().nullish(),
  status: z.string().nullish(),
  currencyRate: z.number().nullish(),
  bankAmount: WireAmount.nullish(),
  paymentType: z.string().nullish(),
  isReconciled: z.boolean().nullish(),
  batchPaymentID: z.string().nullish(),
  account: z.object({ accountID: z.string() }).partial().nullish(),
  invoice: WirePaid,
  creditNote: WirePaid,
  overpayment: WirePaid,
  prepayment: WirePaid,
});
export const WirePayments = z.object({ payments: z.array(WirePayment), pagination: WirePagination });

export type WirePayment = z.output<typeof WirePayment>;

/** What a payment is of; money paid back on a credit comes as that of an invoice, or under the credit's own name. */
export function paidBy({ invoice, creditNote, overpayment, prepayment }: WirePayment) {
  const paid = invoice ?? creditNote ?? overpayment ?? prepayment ?? {};
  return {
    ...paid,
    id: paid.invoiceID ?? paid.creditNoteID ?? paid.overpaymentID ?? paid.prepaymentID,
    number: paid.invoiceNumber ?? paid.creditNoteNumber,
  };
}

/** A payment as a model sees it. */
export const Payment = z.object({
  payment_id: z.string().describe('Identifier'),
  invoice_id: z.string().describe('What it pays'),
  invoice_number: z.string().optional().describe('Its number'),
  amount_due: z.string().optional().describe('Still owed on it'),
  amount: z.string().describe('Decimal, in the currency of the invoice'),
  date: z.string().describe('Day'),
  reference: z.string().optional().describe('Reference').meta(personal('text')),
  status: z.string().optional().describe('AUTHORISED or DELETED'),
  bank_account: z.string().optional().describe('Name of the account it moved on'),
  currency_rate: z.string().optional().describe('Units of that currency for one of the base currency'),
  ...BankAmount.shape,
});

/** What Xero leaves out is as it was sent; the invoice is that of before. */
export function toPayment(
  wire: WirePayment,
  sent: { invoice_id: string; amount: string; date: string },
  { invoice: { invoiceNumber, amountDue }, account }: { invoice: WireInvoice; account: Account | undefined },
): z.output<typeof Payment> {
  const amount = wire.amount ?? sent.amount;
  return {
    payment_id: wire.paymentID,
    invoice_id: sent.invoice_id,
    ...(invoiceNumber && { invoice_number: invoiceNumber }),
    ...(amountDue != null && { amount_due: subtractAmount(amountDue, amount) }),
    amount,
    date: wire.date ?? sent.date,
    ...(wire.reference && { reference: wire.reference }),
    ...(wire.status && { status: wire.status }),
    ...(account && { bank_account: account.name }),
    ...toBankAmount(wire, account),
    ...toRate(wire.currencyRate),
  };
}
