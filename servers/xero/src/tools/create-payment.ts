import { personal } from '@bizmcp/core';
import * as z from 'zod';
import { Decimal, subtractAmount } from '../amount.ts';
import { defineTool } from '../api.ts';
import { Warning } from '../document/warning.ts';
import { AccountId, TenantId } from '../identifier.ts';
import { describeInvoice } from '../invoice/invoice.ts';
import { InvoiceReference } from '../invoice/read-invoice.ts';
import { Payment, toPayment, WirePayments } from '../payment/payment.ts';
import { draftPayment } from '../payment/payment-draft.ts';
import { Day } from '../wire-date.ts';
import { writtenDocument } from '../write-answer.ts';

export const createPayment = defineTool({
  name: 'create_payment',
  title: 'Record a payment',
  description: 'Records a payment of an approved invoice or bill. It moves no money.',
  effect: 'create',
  data: 'confidential',
  scopes: ['payments:write'],
  rateLimit: { calls: 20, perSeconds: 60 },
  semantics: { entity: 'payment', workflow: 'accounting' },
  input: z.object({
    invoice_id: InvoiceReference.describe('From search_invoices'),
    account_id: AccountId.describe('Bank account, from list_accounts'),
    amount: Decimal.describe("In the invoice's currency"),
    date: Day.describe('Day'),
    reference: z.string().trim().max(255).optional().describe('Reference'),
    tenant_id: TenantId,
  }),
  output: z.object({
    payment: Payment.describe('As stored'),
    warnings: z.array(Warning).describe('What a person should know'),
  }),
  examples: [
    {
      title: 'A part payment',
      input: {
        invoice_id: '5870d8a4-b0fe-4ead-a47d-f38473dd92c7',
        account_id: 'f67b6dc0-0658-4cf1-ab0a-114178a7f657',
        amount: '100.00',
        date: '2026-11-20',
      },
    },
  ],
  // https://help.xero.com/au/Payment-Delete
  undo: () => 'in Xero: open what it pays, click Payment, then Options > Remove & Redo',
  change: {
    fields: z.object({
      still_owed: z.string().describe('Of which invoice').meta(personal('name')),
      bank_account: z.string().describe('Its name'),
      warnings: z.array(z.string()).describe('What a person should know').meta(personal('text')),
    }),
    async read({ input, api }) {
      const draft = await draftPayment(await api.books(input.tenant_id), input);
      const { invoice, account, warnings } = draft;
      const { amountDue: due } = invoice;
      return {
        before: { still_owed: `${due ?? 'unknown'}, ${describeInvoice(invoice)}`, warnings: [] },
        after: {
          still_owed: due == null ? `${input.amount} less` : subtractAmount(due, input.amount),
          bank_account: account?.name,
          warnings: warnings.map(({ message }) => message),
        },
        draft,
      };
    },
  },
  async handler({ input, api, draft }) {
    const books = await api.books(input.tenant_id);
    const { body, warnings, ...paid } = draft ?? (await draftPayment(books, input));
    const { payments } = await books.write(WirePayments, (accounting, tenant) =>
      accounting.createPayment(tenant, body),
    );
    return { payment: toPayment(writtenDocument(payments), input, paid), warnings };
  },
});
