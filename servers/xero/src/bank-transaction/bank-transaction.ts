import { personal } from '@bizmcp/core';
import * as z from 'zod';
import { WireAmount } from '../amount.ts';
import { LineItem, toLine, WireLine } from '../document/line-item.ts';
import { WirePagination } from '../page.ts';
import { WireDay } from '../wire-date.ts';
import { WireOutcome } from '../write-answer.ts';

/** What Xero sends of a bank transaction; only the fields we use. */
const WireBankTransaction = WireOutcome.extend({
  bankTransactionID: z.string(),
  type: z.string(),
  status: z.string().nullish(),
  contact: z.object({ contactID: z.string().nullish(), name: z.string().nullish() }).nullish(),
  bankAccount: z.object({ accountID: z.string().nullish(), name: z.string().nullish() }).nullish(),
  date: WireDay.nullish(),
  reference: z.string().nullish(),
  isReconciled: z.boolean().nullish(),
  currencyCode: z.string().nullish(),
  lineAmountTypes: z.string().nullish(),
  subTotal: WireAmount.nullish(),
  total: WireAmount.nullish(),
  totalTax: WireAmount.nullish(),
  lineItems: z.array(WireLine).nullish(),
});
export const WireBankTransactions = z.object({
  bankTransactions: z.array(WireBankTransaction),
  pagination: WirePagination,
});

export type WireBankTransaction = z.output<typeof WireBankTransaction>;

/** Money spent or received as a model sees it. Amounts are decimal, in `currency`. */
export const BankTransaction = z.object({
  bank_transaction_id: z.string().describe('Identifier'),
  type: z.string().describe('SPEND, RECEIVE, or a transfer, prepayment or overpayment of these'),
  status: z.string().optional().describe('AUTHORISED, VOIDED or DELETED'),
  contact_id: z.string().optional().describe('Identifier of the contact'),
  contact: z.string().optional().describe('Name of the contact').meta(personal('name')),
  bank_account_id: z.string().optional().describe('Identifier of the bank account'),
  bank_account: z.string().optional().describe('Name of the bank account'),
  date: z.string().optional().describe('Day'),
  reference: z.string().optional().describe('Reference').meta(personal('text')),
  reconciled: z.boolean().optional().describe('Matched with the bank statement'),
  currency: z.string().optional().describe('ISO 4217'),
  total: z.string().optional().describe('With tax'),
  total_tax: z.string().optional().describe('Tax'),
  line_items: z.array(LineItem).describe('Lines'),
});

export function toBankTransaction(wire: WireBankTransaction): z.output<typeof BankTransaction> {
  return {
    bank_transaction_id: wire.bankTransactionID,
    type: wire.type,
    ...(wire.status && { status: wire.status }),
    ...(wire.contact?.contactID && { contact_id: wire.contact.contactID }),
    ...(wire.contact?.name && { contact: wire.contact.name }),
    ...(wire.bankAccount?.accountID && { bank_account_id: wire.bankAccount.accountID }),
    ...(wire.bankAccount?.name && { bank_account: wire.bankAccount.name }),
    ...(wire.date && { date: wire.date }),
    ...(wire.reference && { reference: wire.reference }),
    ...(wire.isReconciled != null && { reconciled: wire.isReconciled }),
    ...(wire.currencyCode && { currency: wire.currencyCode }),
    ...(wire.total != null && { total: wire.total }),
    ...(wire.totalTax != null && { total_tax: wire.totalTax }),
    line_items: (wire.lineItems ?? []).map(toLine),
  };
}
