import { inQuotes } from '@bizmcp/core';
import type { Books } from '../books.ts';
import { isCredit, type WireInvoice } from './invoice.ts';
import { listCreditNotes } from './list-credit-notes.ts';
import type { InvoiceQuery } from './list-invoices.ts';
import { InvoiceReference } from './read-invoice.ts';

const mostNamed = 5;
const byNumber =
  'query looks in number and reference alone; for those of a contact pass contact_id, from search_contacts.';

/** Where else to look for what no invoice or bill has in its number or reference: often it is that of a credit note. */
export async function findElsewhere(books: Books, query: string, type: string | undefined): Promise<string> {
  if (isCredit(type) || !InvoiceReference.safeParse(query).success) return byNumber;
  const { invoices: credits } = await listCreditNotes(books, { term: query, pageSize: mostNamed });
  if (credits.length === 0) return byNumber;
  return `No invoice or bill, but credit notes: ${nameCredits(credits)}; search them with that type, or take one with get_invoice.`;
}

/** The credit notes that a list of all invoices and bills of a contact leaves out; undefined for none. */
export async function findCredits(books: Books, query: InvoiceQuery): Promise<string | undefined> {
  const { invoices: credits, pagination } = await listCreditNotes(books, { ...query, pageSize: mostNamed });
  if (credits.length === 0) return undefined;
  const more = Math.max(0, (pagination?.itemCount ?? 0) - credits.length);
  const named = [nameCredits(credits), ...(more > 0 ? [`${more} more`] : [])].join(' and ');
  return `Credit notes are not among these, of which there are: ${named}; search them with that type.`;
}

function nameCredits(credits: readonly WireInvoice[]): string {
  return credits.map(({ invoiceNumber, type }) => `${inQuotes(invoiceNumber ?? '')} (type ${type})`).join(', ');
}
