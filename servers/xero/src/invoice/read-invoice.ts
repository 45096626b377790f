import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import type { Books } from '../books.ts';
import { refuseProblems } from '../document/document-check.ts';
import { unitPlaces } from '../document/line-item.ts';
import { describeInvoice, type WireInvoice, WireInvoices } from './invoice.ts';

/** An identifier or a number, as a tool takes it. */
export const InvoiceReference = z
  .string()
  .regex(/^[\w .#-]{1,100}$/, 'a number with other signs than letters, digits and -_.# is found by search_invoices');

/** One invoice that is to be changed. Throws `invalid_input` for a number, which bills may share, with the identifier; `not_found`. */
export async function readInvoiceById(books: Books, id: string): Promise<WireInvoice> {
  const invoice = await readInvoice(books, id);
  if (invoice.invoiceID.toLowerCase() === id.toLowerCase()) return invoice;
  refuseProblems([{ path: 'invoice_id', problem: `the id of ${describeInvoice(invoice)} is ${invoice.invoiceID}` }]);
  return invoice;
}

/** One invoice by identifier or number. Throws `not_found`. */
export async function readInvoice(books: Books, idOrNumber: string): Promise<WireInvoice> {
  const { invoices } = await books.read(WireInvoices, (accounting, tenant) =>
    accounting.getInvoice(tenant, idOrNumber, unitPlaces),
  );
  const [invoice] = invoices;
  if (invoice) return invoice;
  throw new ToolError('not_found', 'No such invoice; find it with search_invoices.');
}
