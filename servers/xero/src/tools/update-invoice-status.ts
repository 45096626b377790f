import * as z from 'zod';
import { defineTool } from '../api.ts';
import { unitPlaces } from '../document/line-item.ts';
import { warnOfDate, warnOfDueDate } from '../document/warning.ts';
import { TenantId } from '../identifier.ts';
import { describeInvoice, FullInvoice, toFullInvoice, type WireInvoice, WireInvoices } from '../invoice/invoice.ts';
import { readChangeable } from '../invoice/read-changeable.ts';
import { InvoiceReference } from '../invoice/read-invoice.ts';
import { readOrganisation, todayOf } from '../organisation.ts';
import { writtenDocument } from '../write-answer.ts';

/** A draft may have been made long before it is posted, and elsewhere. */
function unusualDays({ date, dueDate }: WireInvoice, today: string): string[] {
  if (date == null) return [];
  const late = dueDate == null ? [] : warnOfDueDate({ date, due_date: dueDate }, today);
  return [...warnOfDate({ date }, today), ...late].map(({ message }) => message);
}

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
      invoice: z.string().describe('Which').meta({ class: 'confidential', pii: 'name' }),
      warnings: z.array(z.string()).describe('What a person should know'),
    }),
    async read({ input: { invoice_id: id, status, tenant_id }, api }) {
      const books = await api.books(tenant_id);
      const invoice = await readChangeable(books, id, status);
      return {
        before: { invoice: `${describeInvoice(invoice)}, ${invoice.status}`, warnings: [] },
        after: {
          invoice: status,
          warnings: status === 'AUTHORISED' ? unusualDays(invoice, todayOf(await readOrganisation(books))) : [],
        },
        draft: invoice,
      };
    },
  },
  async handler({ input: { invoice_id: id, status, tenant_id }, api, draft }) {
    const books = await api.books(tenant_id);
    const { status: previous } = draft ?? (await readChangeable(books, id, status));
    const { invoices } = await books.write(WireInvoices, (accounting, tenant) =>
      accounting.updateInvoice(tenant, id, { invoices: [{ status }] }, unitPlaces),
    );
    return { invoice: toFullInvoice(writtenDocument(invoices)), previous_status: previous };
  },
});
