import * as z from 'zod';
import { defineTool } from '../api.ts';
import { TenantId } from '../identifier.ts';
import { FullInvoice, toFullInvoice } from '../invoice/invoice.ts';
import { InvoiceReference, readDocument } from '../invoice/read-invoice.ts';
import { nameAccounts } from '../payment/name-accounts.ts';

export const getInvoice = defineTool({
  name: 'get_invoice',
  title: 'Get an invoice or bill',
  description: 'Returns one invoice, bill or credit note with its lines and payments.',
  effect: 'read',
  data: 'confidential',
  scopes: ['invoices:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'invoice', workflow: 'accounting' },
  input: z.object({
    invoice_id: InvoiceReference.describe('Id or number'),
    tenant_id: TenantId,
  }),
  output: z.object({ invoice: FullInvoice.describe('The invoice') }),
  examples: [{ title: 'By number', input: { invoice_id: 'INV-1001' } }],
  async handler({ input, api }) {
    const books = await api.books(input.tenant_id);
    return { invoice: await nameAccounts(books, toFullInvoice(await readDocument(books, input.invoice_id))) };
  },
});
