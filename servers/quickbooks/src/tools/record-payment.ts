import { personal } from '@bizmcp/core';
import * as z from 'zod';
import { PositiveDecimal } from '../amount.ts';
import { defineTool } from '../api.ts';
import { ExchangeRate } from '../document/document-check.ts';
import { AccountId, Day, DocumentNumber, TransactionId } from '../identifier.ts';
import { draftPayment } from '../payment/payment-draft.ts';
import { previewPayment } from '../payment/payment-preview.ts';
import { customerSide } from '../payment/payment-side.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { FullTransaction, toFullTransaction, WireTransaction } from '../transaction/transaction.ts';

const PaidInvoice = z.strictObject({
  invoice_id: TransactionId.describe('From search_transactions'),
  amount: PositiveDecimal.describe('Decimal, in its currency'),
});

const input = z.object({
  invoices: z.array(PaidInvoice).min(1).max(20).describe('Of one customer'),
  deposit_account_id: AccountId.optional().describe('Bank account; default: Undeposited Funds'),
  date: Day.optional().describe('Default: today'),
  reference: DocumentNumber.optional().describe('Such as the check number'),
  exchange_rate: ExchangeRate,
});

export const recordPayment = defineTool({
  name: 'record_payment',
  title: 'Record a payment',
  description: 'Records that a customer paid invoices, whole or in part. It moves no money.',
  effect: 'create',
  data: 'confidential',
  scopes: ['payments:write'],
  rateLimit: { calls: 20, perSeconds: 60 },
  semantics: { entity: 'payment', workflow: 'accounting' },
  input,
  output: z.object({ payment: FullTransaction.describe('As stored') }),
  examples: [
    { title: 'A part payment', input: { invoices: [{ invoice_id: '90008', amount: '10.00' }], date: '2026-11-20' } },
  ],
  undo: () => 'with void_transaction',
  change: {
    fields: z.record(z.string(), z.string().meta(personal('name'))),
    async read({ input: wanted, api, day }) {
      const draft = await draftOf(api, { ...wanted, date: wanted.date ?? day });
      return previewPayment(customerSide, draft, wanted);
    },
  },
  async handler({ input: wanted, api, draft }) {
    const { body, today } = draft ?? (await draftOf(api, wanted));
    const payment = await api.create('Payment', body, WireTransaction);
    return { payment: toFullTransaction('payment', payment, today) };
  },
});

function draftOf(api: QuickBooks, { invoices, deposit_account_id, reference, ...rest }: z.output<typeof input>) {
  const pays = invoices.map(({ invoice_id: id, amount }) => ({ id, amount }));
  return draftPayment(api, customerSide, { ...rest, pays, account_id: deposit_account_id, number: reference });
}
