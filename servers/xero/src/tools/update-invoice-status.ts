import { personal } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { unitPlaces } from '../document/line-item.ts';
import { Warning } from '../document/warning.ts';
import { TenantId } from '../identifier.ts';
import { describeInvoice, FullInvoice, toFullInvoice, WireInvoices } from '../invoice/invoice.ts';
import { InvoiceReference } from '../invoice/read-invoice.ts';
import { draftStatus } from '../invoice/status-draft.ts';
import { writtenDocument } from '../write-answer.ts';

const ways = {
  DRAFT: 'with update_invoice_status',
  SUBMITTED: 'with update_invoice_status',
  AUTHORISED: 'with update_invoice_status, to VOIDED alone',
  DELETED: 'not possible',
  VOIDED: 'not possible',
};

export const updateInvoiceStatus = defineTool({
  name: 'update_invoice_status',
  title: 'Change the status of an invoice or bill',
  description:
    'Submits, approves (AUTHORISED), deletes (a draft) or voids (approved, without payments) an invoice or bill. The last two are for good.',
  effect: 'update',
  data: 'confidential',
  scopes: ['invoices:write'],
  rateLimit: { calls: 20, perSeconds: 60 },
  semantics: { entity: 'invoice', workflow: 'accounting' },
  input: z.object({
    invoice_id: InvoiceReference.describe('From search_invoices'),
    status: z.enum(['DRAFT', 'SUBMITTED', 'AUTHORISED', 'DELETED', 'VOIDED']).describe('New status'),
    tenant_id: TenantId,
  }),
  output: z.object({
    invoice: FullInvoice.describe('As stored'),
    previous_status: z.string().describe('What it was before'),
    warnings: z.array(Warning).describe('What a person should know of what is approved'),
  }),
  examples: [
    {
      title: 'Approve a draft',
      input: { invoice_id: 'be0dd8e1-7428-4ffd-a0dc-9840a14e72ad', status: 'AUTHORISED' },
    },
  ],
  undo: ({ status }) => ways[status],
  change: {
    fields: z.object({
      invoice: z.string().describe('Which').meta(personal('name')),
      lines: z.array(z.string()).describe('In words').meta(personal('text')),
      warnings: z.array(z.string()).describe('What a person should know').meta(personal('text')),
    }),
    async read({ input: { invoice_id: id, status, tenant_id }, api }) {
      const draft = await draftStatus(await api.books(tenant_id), id, status);
      const { invoice, lines, warnings } = draft;
      return {
        before: { invoice: `${describeInvoice(invoice)}, ${invoice.status}`, lines: [], warnings: [] },
        after: { invoice: status, warnings: warnings.map(({ message }) => message), lines },
        draft,
      };
    },
  },
  async handler({ input: { invoice_id: id, status, tenant_id }, api, draft }) {
    const books = await api.books(tenant_id);
    const { invoice: before, warnings } = draft ?? (await draftStatus(books, id, status));
    const { invoices } = await books.write(WireInvoices, (accounting, tenant) =>
      accounting.updateInvoice(tenant, id, { invoices: [{ status }] }, unitPlaces),
    );
    return { invoice: toFullInvoice(writtenDocument(invoices)), previous_status: before.status, warnings };
  },
});
