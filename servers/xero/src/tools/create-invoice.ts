import * as z from 'zod';
import { defineTool } from '../api.ts';
import { requireContact } from '../contact.ts';
import { checkHeader, checkLines, refuseProblems } from '../document-check.ts';
import { TenantId, XeroId } from '../identifier.ts';
import { FullInvoice, invoiceTypes, toFullInvoice, WireInvoices } from '../invoice.ts';
import { LineAmountTypes, LineInput } from '../line-item.ts';
import { Day } from '../wire-date.ts';
import { writtenDocument } from '../write-answer.ts';

export const createInvoice = defineTool({
  name: 'create_invoice',
  title: 'Create an invoice or bill',
  description:
    'Creates an invoice (ACCREC) or bill (ACCPAY), as draft unless told. All is checked first. It is not emailed.',
  effect: 'create',
  data: 'confidential',
  scopes: ['invoices:write'],
  rateLimit: { calls: 20, perSeconds: 60 },
  semantics: { entity: 'invoice', workflow: 'accounting' },
  input: z.object({
    type: z.enum(invoiceTypes).default('ACCREC').describe('Kind'),
    contact_id: XeroId.describe('From search_contacts'),
    line_items: z.array(LineInput).min(1).max(100).describe('Lines'),
    date: Day.describe('Day of issue'),
    due_date: Day.describe('Day due'),
    status: z.enum(['DRAFT', 'SUBMITTED', 'AUTHORISED']).default('DRAFT').describe('AUTHORISED posts it'),
    line_amount_types: LineAmountTypes,
    invoice_number: z.string().min(1).max(255).optional().describe('Needed for a bill; else given by Xero'),
    reference: z.string().max(255).optional().describe('For ACCREC'),
    currency: z.string().length(3).optional().describe('Default: base currency'),
    tenant_id: TenantId,
  }),
  output: z.object({ invoice: FullInvoice.describe('As stored') }),
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
  async handler({ input, api }) {
    const books = await api.books(input.tenant_id);
    const { lines, problems } = await checkLines(books, input.line_items);
    const isDueEarly = input.due_date < input.date;
    refuseProblems([
      ...(await checkHeader(books, input)),
      ...(isDueEarly ? [{ path: 'due_date', problem: 'is before date' }] : []),
      ...problems,
    ]);
    await requireContact(books, input.contact_id);
    const invoice = {
      type: input.type,
      contact: { contactID: input.contact_id },
      lineItems: lines,
      date: input.date,
      dueDate: input.due_date,
      lineAmountTypes: input.line_amount_types,
      status: input.status,
      ...(input.invoice_number !== undefined && { invoiceNumber: input.invoice_number }),
      ...(input.reference !== undefined && { reference: input.reference }),
      ...(input.currency !== undefined && { currencyCode: input.currency }),
    };
    // One document a request, so that a refused one is told with its lines: a good answer with errors in it loses them in the SDK.
    const { invoices } = await books.write(WireInvoices, (accounting, tenant) =>
      accounting.createInvoices(tenant, { invoices: [invoice] }),
    );
    return { invoice: toFullInvoice(writtenDocument(invoices)) };
  },
});
