import { personal } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { LineAmountTypes, LineInput, unitPlaces } from '../document/line-item.ts';
import { Warning } from '../document/warning.ts';
import { ContactId, TenantId } from '../identifier.ts';
import { FullInvoice, invoiceTypes, kindOf, toFullInvoice, WireInvoices } from '../invoice/invoice.ts';
import { draftInvoice } from '../invoice/invoice-draft.ts';
import { Day } from '../wire-date.ts';
import { writtenDocument } from '../write-answer.ts';

export const createInvoice = defineTool({
  name: 'create_invoice',
  title: 'Create an invoice or bill',
  description: 'Creates an invoice (ACCREC) or bill (ACCPAY), a draft unless told, not emailed.',
  effect: 'create',
  data: 'confidential',
  scopes: ['invoices:write'],
  rateLimit: { calls: 20, perSeconds: 60 },
  semantics: { entity: 'invoice', workflow: 'accounting' },
  input: z.object({
    type: z.enum(invoiceTypes).default('ACCREC').describe('Kind'),
    contact_id: ContactId.describe('From search_contacts'),
    line_items: z.array(LineInput).min(1).max(100).describe('Lines'),
    date: Day.describe('Day of issue'),
    due_date: Day.describe('Day due'),
    status: z.enum(['DRAFT', 'SUBMITTED', 'AUTHORISED']).default('DRAFT').describe('AUTHORISED posts it'),
    line_amount_types: LineAmountTypes,
    invoice_number: z.string().trim().min(1).max(255).optional().describe("Of a bill the supplier's; else Xero's"),
    reference: z.string().trim().max(255).optional().describe('For ACCREC'),
    currency: z.string().length(3).toUpperCase().optional().describe('Default: base currency'),
    tenant_id: TenantId,
  }),
  output: z.object({
    invoice: FullInvoice.describe('As stored'),
    warnings: z.array(Warning).describe('What a person should know'),
  }),
  examples: [
    {
      title: 'A draft',
      input: {
        contact_id: 'feb15f64-1863-425f-afc7-d347d460e0be',
        line_items: [{ description: 'Workshop', quantity: '2', unit_amount: '450.00', account_code: '4000' }],
        date: '2026-11-20',
        due_date: '2026-12-20',
      },
    },
  ],
  undo: ({ status }) => `with update_invoice_status, to ${status === 'AUTHORISED' ? 'VOIDED' : 'DELETED'}`,
  change: {
    fields: z.object({
      contact: z.string().describe('Name').meta(personal('name')),
      lines: z.array(z.string()).describe('In words').meta(personal('text')),
      warnings: z.array(z.string()).describe('What a person should know').meta(personal('text')),
    }),
    async read({ input, api }) {
      const draft = await draftInvoice(await api.books(input.tenant_id), input);
      const { lines, sum } = draft.said;
      return {
        before: { contact: draft.contact.name, warnings: [] },
        after: {
          contact: `one more ${kindOf(input.type)}, ${input.status}: ${sum}`,
          warnings: draft.warnings.map(({ message }) => message),
          lines,
        },
        inWords: { line_items: 'lines' },
        draft,
      };
    },
  },
  async handler({ input, api, draft }) {
    const books = await api.books(input.tenant_id);
    const { body, warnings } = draft ?? (await draftInvoice(books, input));
    // One document a request, so that a refused one is told with its lines: a good answer with errors in it loses them in the SDK.
    const { invoices } = await books.write(WireInvoices, (accounting, tenant) =>
      accounting.createInvoices(tenant, { invoices: [body] }, undefined, unitPlaces),
    );
    return { invoice: toFullInvoice(writtenDocument(invoices)), warnings };
  },
});
