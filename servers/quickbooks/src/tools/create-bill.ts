import { personal } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { BillLineInput } from '../bill/bill-line.ts';
import { draftWarnedBill } from '../bill/bill-warning.ts';
import { ExchangeRate } from '../document/document-check.ts';
import { DocumentPreview, previewDocument } from '../document/document-preview.ts';
import { Day, DocumentNumber, VendorId } from '../identifier.ts';
import { Warning } from '../invoice/invoice-warning.ts';
import { FullTransaction, toFullTransaction, WireTransaction } from '../transaction/transaction.ts';

export const createBill = defineTool({
  name: 'create_bill',
  title: 'Create a bill',
  description: 'Enters a bill of a vendor, which posts at once. All is checked first; warns of a duplicate.',
  effect: 'create',
  data: 'confidential',
  scopes: ['bills:write'],
  rateLimit: { calls: 20, perSeconds: 60 },
  semantics: { entity: 'bill', workflow: 'accounting' },
  input: z.object({
    vendor_id: VendorId.describe('From search_vendors'),
    line_items: z.array(BillLineInput).min(1).max(100, 'are too many; 100 at most').describe('Lines'),
    due_date: Day.optional().describe('Default: by the terms'),
    payment_terms: z.string().min(1).max(100).optional().describe("Default: the vendor's"),
    date: Day.optional().describe('Default: today'),
    doc_number: DocumentNumber.optional().describe("The vendor's number"),
    currency: z.string().length(3).toUpperCase().optional().describe("Checked: it is the vendor's"),
    exchange_rate: ExchangeRate,
    location: z.string().min(1).max(100).optional().describe('Name or id'),
    memo: z.string().min(1).max(4000).optional().describe('Private note'),
  }),
  output: z.object({
    bill: FullTransaction.describe('As stored'),
    warnings: z.array(Warning).describe('What a person should know'),
  }),
  examples: [
    {
      title: 'Timber',
      input: {
        vendor_id: '101',
        line_items: [{ description: 'Oak boards', rate: '1200.00', account_id: '5000' }],
        date: '2026-11-20',
      },
    },
  ],
  undo: () => 'with void_transaction',
  change: {
    fields: DocumentPreview.extend({
      vendor: z.string().describe('Whose').meta(personal('name')),
      lines: z.array(z.string()).describe('What each is booked to'),
    }),
    async read({ input, api, day }) {
      const draft = await draftWarnedBill(api, { ...input, date: input.date ?? day });
      return {
        before: { warnings: [] },
        after: {
          vendor: draft.vendor.DisplayName,
          ...(await previewDocument(api, input, draft)),
          lines: draft.lines,
        },
        inWords: { line_items: 'lines' },
        sent: draft.body,
        day: draft.date,
        draft,
      };
    },
  },
  async handler({ input, api, draft }) {
    const { body, today, warnings } = draft ?? (await draftWarnedBill(api, input));
    const bill = await api.create('Bill', body, WireTransaction);
    return { bill: toFullTransaction('bill', bill, today), warnings };
  },
});
