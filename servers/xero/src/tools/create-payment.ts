import { describeUnusualDate } from '@bizmcp/insights';
import * as z from 'zod';
import { Decimal, subtractAmount, toWireNumber } from '../amount.ts';
import { defineTool } from '../api.ts';
import { today } from '../calendar.ts';
import { refuseProblems } from '../document-check.ts';
import { TenantId, XeroId } from '../identifier.ts';
import { describeInvoice } from '../invoice.ts';
import { Payment, toPayment, WirePayments } from '../payment.ts';
import { checkPayment, findAccount } from '../payment-check.ts';
import { readInvoice } from '../read-invoice.ts';
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
    invoice_id: XeroId.describe('From search_invoices'),
    account_id: XeroId.describe('Bank account, from list_accounts'),
    amount: Decimal.describe('Decimal, in its currency'),
    date: Day.describe('Day'),
    reference: z.string().max(255).optional().describe('Reference'),
    tenant_id: TenantId,
  }),
  output: z.object({ payment: Payment.describe('As stored') }),
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
  change: {
    fields: z.object({
      still_owed: z.string().describe('Of which invoice').meta({ class: 'confidential', pii: 'name' }),
      bank_account: z.string().describe('Its name'),
      date: z.string().describe('What is unusual about it'),
    }),
    async read({ input, api }) {
      const books = await api.books(input.tenant_id);
      const invoice = await readInvoice(books, input.invoice_id);
      refuseProblems(await checkPayment(books, invoice, input));
      const due = invoice.amountDue ?? '0.00';
      return {
        before: { still_owed: `${due}, ${describeInvoice(invoice)}` },
        after: {
          still_owed: subtractAmount(due, input.amount),
          bank_account: (await findAccount(books, input.account_id))?.name,
          date: describeUnusualDate(input.date, today()),
        },
      };
    },
  },
  async handler({ input, api }) {
    const books = await api.books(input.tenant_id);
    const invoice = await readInvoice(books, input.invoice_id);
    refuseProblems(await checkPayment(books, invoice, input));
    const { payments } = await books.write(WirePayments, (accounting, tenant) =>
      accounting.createPayment(tenant, {
        invoice: { invoiceID: input.invoice_id },
        account: { accountID: input.account_id },
        amount: toWireNumber(input.amount),
        date: input.date,
        ...(input.reference !== undefined && { reference: input.reference }),
      }),
    );
    return { payment: toPayment(writtenDocument(payments), input) };
  },
});
