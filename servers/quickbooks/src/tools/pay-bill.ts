import { personal } from '@bizmcp/core';
import * as z from 'zod';
import { PositiveDecimal } from '../amount.ts';
import { defineTool } from '../api.ts';
import { ExchangeRate } from '../document/document-check.ts';
import { AccountId, Day, DocumentNumber, TransactionId } from '../identifier.ts';
import { draftPayment } from '../payment/payment-draft.ts';
import { previewPayment } from '../payment/payment-preview.ts';
import { vendorSide } from '../payment/payment-side.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { FullTransaction, toFullTransaction, WireTransaction } from '../transaction/transaction.ts';

const PaidBill = z.strictObject({
  bill_id: TransactionId.describe('From search_transactions'),
  amount: PositiveDecimal.describe('Decimal'),
});

const input = z.object({
  bills: z.array(PaidBill).min(1).max(20).describe('Of one vendor'),
  account_id: AccountId.describe('Bank or credit card'),
  date: Day.optional().describe('Default: today'),
  doc_number: DocumentNumber.optional().describe('Check number'),
  exchange_rate: ExchangeRate,
});

export const payBill = defineTool({
  name: 'pay_bill',
  title: 'Pay a bill',
  description: 'Records that bills of a vendor were paid. It moves no money.',
  effect: 'create',
  data: 'confidential',
  scopes: ['payments:write'],
  rateLimit: { calls: 20, perSeconds: 60 },
  semantics: { entity: 'bill_payment', workflow: 'accounting' },
  input,
  output: z.object({ payment: FullTransaction.describe('As stored') }),
  examples: [
    {
      title: 'A part payment',
      input: { bills: [{ bill_id: '90001', amount: '10.00' }], account_id: '1000', date: '2026-11-20' },
    },
  ],
  undo: () => 'with void_transaction',
  change: {
    fields: z.record(z.string(), z.string().meta(personal('name'))),
    async read({ input: wanted, api, day }) {
      const draft = await draftOf(api, { ...wanted, date: wanted.date ?? day });
      return previewPayment(vendorSide, draft, wanted);
    },
  },
  async handler({ input: wanted, api, draft }) {
    const { body, today } = draft ?? (await draftOf(api, wanted));
    const payment = await api.create('BillPayment', body, WireTransaction);
    return { payment: toFullTransaction('bill_payment', payment, today) };
  },
});

function draftOf(api: QuickBooks, { bills, doc_number: number, ...rest }: z.output<typeof input>) {
  const pays = bills.map(({ bill_id: id, amount }) => ({ id, amount }));
  return draftPayment(api, vendorSide, { ...rest, pays, number });
}
