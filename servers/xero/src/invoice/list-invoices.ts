import type * as z from 'zod';
import type { Books } from '../books.ts';
import { unitPlaces } from '../document/line-item.ts';
import { type Condition, whereClause } from '../where-clause.ts';
import { WireInvoices } from './invoice.ts';

/** Which invoices and bills to ask for, a page of at most 1,000. */
export interface InvoiceQuery {
  where?: readonly (Condition | undefined)[];
  numbers?: string[];
  contactId?: string | undefined;
  statuses?: readonly string[] | undefined;
  /** Looked for in number and reference. */
  term?: string | undefined;
  page?: number;
  pageSize?: number;
  /** Lines and payments too, which cost Xero time and its customers money. */
  isWhole?: boolean;
}

/**
 * The newest first; those of one day Xero orders by their ids, "Optimised ordering", so that no pages overlap.
 * https://developer.xero.com/documentation/api/accounting/invoices#get-invoices
 */
export function listInvoices(books: Books, query: InvoiceQuery): Promise<z.output<typeof WireInvoices>> {
  const { where = [], contactId, statuses, page = 1, pageSize = 1000, isWhole } = query;
  return books.read(WireInvoices, (accounting, tenant) =>
    accounting.getInvoices(
      tenant,
      undefined,
      whereClause(where),
      'Date DESC',
      undefined,
      query.numbers,
      contactId === undefined ? undefined : [contactId],
      statuses && [...statuses],
      page,
      undefined,
      undefined,
      isWhole ? unitPlaces : undefined,
      isWhole ? undefined : true,
      pageSize,
      query.term,
    ),
  );
}
