import * as z from 'zod';
import type { Books } from '../books.ts';
import { unitPlaces } from '../document/line-item.ts';
import { WirePagination } from '../page.ts';
import { type Condition, whereClause } from '../where-clause.ts';
import { invoiceStatuses, type WireInvoice, type WireInvoices } from './invoice.ts';
import type { InvoiceQuery } from './list-invoices.ts';
import { wireCredit } from './wire-credit.ts';

const WireCreditNotes = z.object({ creditNotes: z.array(wireCredit('creditNoteID')), pagination: WirePagination });

/**
 * Credit notes as the invoices they are like, the newest first. All is asked for by `where`; no list of credit notes takes a term.
 * https://developer.xero.com/documentation/api/accounting/creditnotes
 */
export async function listCreditNotes(books: Books, query: InvoiceQuery): Promise<z.output<typeof WireInvoices>> {
  const { where = [], contactId, statuses, term, page = 1, pageSize = 1000 } = query;
  const others = invoiceStatuses.filter((status) => statuses && !statuses.includes(status));
  const conditions: (Condition | undefined)[] = [
    ...where,
    contactId === undefined ? undefined : ['Contact.ContactID', '==', { id: contactId }],
    term === undefined ? undefined : [['CreditNoteNumber', 'Reference'], 'Contains', { text: term }],
    ...others.map((status) => ['Status', '!=', { text: status }] as const),
  ];
  const { creditNotes, pagination } = await books.read(WireCreditNotes, (accounting, tenant) =>
    accounting.getCreditNotes(
      tenant,
      undefined,
      whereClause(conditions),
      'Date DESC',
      page,
      query.isWhole ? unitPlaces : undefined,
      pageSize,
    ),
  );
  return { invoices: creditNotes, pagination };
}

/** One credit note by identifier or number; undefined where there is none. */
export async function readCreditNote(books: Books, idOrNumber: string): Promise<WireInvoice | undefined> {
  const { creditNotes } = await books.read(WireCreditNotes, (accounting, tenant) =>
    accounting.getCreditNote(tenant, idOrNumber, unitPlaces),
  );
  return creditNotes[0];
}
