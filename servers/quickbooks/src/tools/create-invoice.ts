import { personal } from '@bizmcp/core';
import * as z from 'zod';
import { Price } from '../amount.ts';
import { defineTool } from '../api.ts';
import { ExchangeRate } from '../document/document-check.ts';
import { DocumentPreview, previewDocument } from '../document/document-preview.ts';
import { CustomerId, Day, DocumentNumber } from '../identifier.ts';
import { draftWarnedInvoice, Warning } from '../invoice/invoice-warning.ts';
import { SalesLineInput } from '../invoice/sales-line.ts';
import { nameOf } from '../name-list/party.ts';
import { FullTransaction, toFullTransaction, WireTransaction } from '../transaction/transaction.ts';

export const createInvoice = defineTool({
  name: 'create_invoice',
  title: 'Create an invoice',
  description:
    'Creates an invoice, which posts at once; it is not emailed (send_invoice). Warns of a customer over limit or overdue, an unusual price, a duplicate.',
  effect: 'create',
  data: 'confidential',
  scopes: ['invoices:write'],
  rateLimit: { calls: 20, perSeconds: 60 },
  semantics: { entity: 'invoice', workflow: 'accounting' },
  input: z.object({
    customer_id: CustomerId.describe('From search_customers'),
    line_items: z.array(SalesLineInput).min(1).max(100, 'are too many; 100 at most').describe('Lines'),
    due_date: Day.optional().describe('Default: by the terms'),
    payment_terms: z.string().min(1).max(100).optional().describe("Such as Net 30; default: the customer's"),
    date: Day.optional().describe('Default: today'),
    doc_number: DocumentNumber.optional().describe('Default: the next'),
    currency: z.string().length(3).toUpperCase().optional().describe("Checked: it is the customer's"),
    exchange_rate: ExchangeRate,
    location: z.string().min(1).max(100).optional().describe('Name or id'),
    memo: z.string().min(1).max(1000).optional().describe('To the customer'),
    credit_limit: Price.optional().describe('Warn above this debt too'),
  }),
  output: z.object({
    invoice: FullTransaction.describe('As stored'),
    warnings: z.array(Warning).describe('What a person should know'),
  }),
  examples: [
    {
      title: 'Two hours of a service',
      input: {
        customer_id: '1',
        line_items: [{ item_ref: '1', quantity: '2', rate: '95.00' }],
        payment_terms: 'Net 30',
      },
    },
  ],
  undo: () => 'with void_transaction',
  change: {
    fields: DocumentPreview.extend({
      customer: z.string().describe('Whose').meta(personal('name')),
      lines: z.array(z.string()).describe('Item and amount of each'),
    }),
    async read({ input, api, day }) {
      const draft = await draftWarnedInvoice(api, { ...input, date: input.date ?? day });
      return {
        before: { warnings: [] },
        after: {
          customer: nameOf(draft.customer),
          ...(await previewDocument(api, input, draft)),
          lines: draft.lines.map(({ text }) => text),
        },
        inWords: { line_items: 'lines' },
        sent: draft.body,
        day: draft.date,
        draft,
      };
    },
  },
  async handler({ input, api, draft }) {
    const { body, today, warnings } = draft ?? (await draftWarnedInvoice(api, input));
    const invoice = await api.create('Invoice', body, WireTransaction);
    return { invoice: toFullTransaction('invoice', invoice, today), warnings };
  },
});
