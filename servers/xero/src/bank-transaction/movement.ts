import * as z from 'zod';
import type { PageRequest } from '../page.ts';
import { BankAmount } from '../payment/bank-amount.ts';
import type { Condition } from '../where-clause.ts';
import { BankTransaction } from './bank-transaction.ts';

/** Money spent or received, or a payment of an invoice or bill in the same shape. */
export const Movement = BankTransaction.extend({
  bank_transaction_id: z.string().describe('Identifier; of a payment its payment_id'),
  type: z
    .string()
    .describe('SPEND, RECEIVE, or a transfer, prepayment or overpayment of these; ACCRECPAYMENT, ACCPAYPAYMENT'),
  total: z.string().optional().describe('With tax; of a payment in the currency of what it pays'),
  ...BankAmount.shape,
  batch_payment_id: z.string().optional().describe('Same for payments that are one line of the bank statement'),
  invoice_id: z.string().optional().describe('What a payment pays, for get_invoice'),
  invoice_number: z.string().optional().describe('Its number'),
});

export type Movement = z.output<typeof Movement>;

/** Which of what moved to ask for, and which page of it. */
export interface MovementQuery extends PageRequest {
  where: readonly (Condition | undefined)[];
  /** Of a bank account, by its identifier. */
  account?: string | undefined;
  /** With a contact, by its identifier. */
  contact?: string | undefined;
}
