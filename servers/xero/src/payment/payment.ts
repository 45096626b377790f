import * as z from 'zod';
import type { Account } from '../account.ts';
import { subtractAmount, WireAmount } from '../amount.ts';
import { toRate, type WireInvoice } from '../invoice/invoice.ts';
import { WireDay } from '../wire-date.ts';
import { WireOutcome } from '../write-answer.ts';

/** What Xero sends of a payment; only the fields we use. */
const WirePayment = WireOutcome.extend({
  paymentID: z.string(),
  date: WireDay.nullish(),
  amount: WireAmount.nullish(),
  reference: z.string().nullish(),
  status: z.string().nullish(),
  currencyRate: z.number().nullish(),
});
export const WirePayments = z.object({ payments: z.array(WirePayment) });

/** A payment as a model sees it. */
export const Payment = z.object({
  payment_id: z.string().describe('Identifier'),
  invoice_id: z.string().describe('What it pays'),
  invoice_number: z.string().optional().describe('Its number'),
  amount_due: z.string().optional().describe('Still owed on it'),
  amount: z.string().describe('Decimal, in the currency of the invoice'),
  date: z.string().describe('Day'),
  reference: z.string().optional().describe('Reference'),
  status: z.string().optional().describe('AUTHORISED or DELETED'),
  bank_account: z.string().optional().describe('Name of the account it moved on'),
  currency_rate: z.string().optional().describe('Units of that currency for one of the base currency'),
});

/** What Xero leaves out is as it was sent; the invoice is that of before. */
export function toPayment(
  wire: z.output<typeof WirePayment>,
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
    ...toRate(wire.currencyRate),
  };
}
