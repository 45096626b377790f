import * as z from 'zod';
import { WireAmount } from '../amount.ts';
import { WireDay } from '../wire-date.ts';
import { WireOutcome } from '../write-answer.ts';

/** What Xero sends of a payment; only the fields we use. */
const WirePayment = WireOutcome.extend({
  paymentID: z.string(),
  date: WireDay.nullish(),
  amount: WireAmount.nullish(),
  reference: z.string().nullish(),
  status: z.string().nullish(),
});
export const WirePayments = z.object({ payments: z.array(WirePayment) });

/** A payment as a model sees it. */
export const Payment = z.object({
  payment_id: z.string().describe('Identifier'),
  invoice_id: z.string().describe('What it pays'),
  amount: z.string().describe('Decimal, in the currency of the invoice'),
  date: z.string().describe('Day'),
  reference: z.string().optional().describe('Reference'),
  status: z.string().optional().describe('AUTHORISED or DELETED'),
});

/** What Xero leaves out is as it was sent. */
export function toPayment(
  wire: z.output<typeof WirePayment>,
  sent: { invoice_id: string; amount: string; date: string },
): z.output<typeof Payment> {
  return {
    payment_id: wire.paymentID,
    invoice_id: sent.invoice_id,
    amount: wire.amount ?? sent.amount,
    date: wire.date ?? sent.date,
    ...(wire.reference && { reference: wire.reference }),
    ...(wire.status && { status: wire.status }),
  };
}
