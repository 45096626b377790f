import { ToolError } from '@bizmcp/core';
import type { Books } from '../books.ts';
import { unitPlaces } from '../document/line-item.ts';
import { type WireInvoice, WireInvoices } from './invoice.ts';

/** One invoice by identifier or number. Throws `not_found`. */
export async function readInvoice(books: Books, idOrNumber: string): Promise<WireInvoice> {
  const { invoices } = await books.read(WireInvoices, (accounting, tenant) =>
    accounting.getInvoice(tenant, idOrNumber, unitPlaces),
  );
  const [invoice] = invoices;
  if (invoice) return invoice;
  throw new ToolError('not_found', 'No such invoice; find it with search_invoices.');
}
