import { Cursor, NextCursor, requireDayRange } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { readContact } from '../contact/contact.ts';
import { ContactId, TenantId } from '../identifier.ts';
import { findCredits, findElsewhere } from '../invoice/find-elsewhere.ts';
import { creditTypes, Invoice, invoiceStatuses, invoiceTypes, isCredit, toInvoice } from '../invoice/invoice.ts';
import { listCreditNotes } from '../invoice/list-credit-notes.ts';
import { type InvoiceQuery, listInvoices } from '../invoice/list-invoices.ts';
import { readPage } from '../page.ts';
import { findPrepaid } from '../payment/open-credit.ts';
import { Day } from '../wire-date.ts';

export const searchInvoices = defineTool({
  name: 'search_invoices',
  title: 'Search invoices and bills',
  description:
    'Finds invoices (ACCREC) and bills (ACCPAY), newest first, with what is still owed. Unpaid: status AUTHORISED; overdue: with due_to yesterday.',
  effect: 'read',
  data: 'confidential',
  scopes: ['invoices:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'invoice', workflow: 'accounting' },
  input: z.object({
    query: z.string().min(1).max(200).optional().describe('Words in number or reference'),
    type: z
      .enum([...invoiceTypes, ...creditTypes])
      .optional()
      .describe('Only these'),
    statuses: z.array(z.enum(invoiceStatuses)).min(1).optional().describe('Only these'),
    contact_id: ContactId.optional().describe('From search_contacts'),
    date_from: Day.optional().describe('First day of issue'),
    date_to: Day.optional().describe('Last day of issue'),
    due_to: Day.optional().describe('Last due day'),
    limit: z.int().min(1).max(100).default(25).describe('Per page'),
    cursor: Cursor,
    tenant_id: TenantId,
  }),
  output: z.object({
    invoices: z.array(Invoice).describe('Newest first'),
    total: z.number().optional().describe('How many match'),
    hint: z.string().optional().describe('Where else to look'),
    next_cursor: NextCursor,
  }),
  examples: [{ title: 'Unpaid invoices', input: { type: 'ACCREC', statuses: ['AUTHORISED'], limit: 5 } }],
  async handler({ input, api }) {
    requireDayRange(input.date_from, input.date_to, ['date_from', 'date_to']);
    const books = await api.books(input.tenant_id);
    const list = isCredit(input.type) ? listCreditNotes : listInvoices;
    const where: InvoiceQuery['where'] = [
      input.type && ['Type', '==', { text: input.type }],
      input.date_from === undefined ? undefined : ['Date', '>=', { day: input.date_from }],
      input.date_to === undefined ? undefined : ['Date', '<=', { day: input.date_to }],
      input.due_to === undefined ? undefined : ['DueDate', '<=', { day: input.due_to }],
    ];
    const query = { where, contactId: input.contact_id, statuses: input.statuses, term: input.query };
    const { rows, ...page } = await readPage(input, async (request) => {
      const { invoices, pagination } = await list(books, { ...query, ...request });
      return { rows: invoices, pagination };
    });
    if (rows.length === 0 && input.contact_id !== undefined) await readContact(books, input.contact_id);
    const whose = input.cursor === undefined ? input.contact_id : undefined;
    const credits = whose !== undefined && input.type === undefined ? await findCredits(books, query) : undefined;
    const hints = [
      rows.length === 0 && input.query ? await findElsewhere(books, input.query, input.type) : credits,
      whose === undefined ? undefined : await findPrepaid(books, whose),
    ].filter((one) => one !== undefined);
    return {
      invoices: rows.map(toInvoice),
      ...(hints.length > 0 && { hint: hints.join(' ') }),
      ...page,
    };
  },
});
