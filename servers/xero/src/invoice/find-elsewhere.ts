import { inQuotes } from '@bizmcp/core';
import type { Books } from '../books.ts';
import { isCredit } from './invoice.ts';
import { listCreditNotes } from './list-credit-notes.ts';
import { InvoiceReference } from './read-invoice.ts';

const mostNamed = 5;
const byNumber =
  'query looks in number and reference alone; for those of a contact pass contact_id, from search_contacts.';

/** Where else to look for what no invoice or bill has in its number or reference: often it is that of a credit note. */
export async function findElsewhere(books: Books, query: string, type: string | undefined): Promise<string> {
  if (isCredit(type) || !InvoiceReference.safeParse(query).success) return byNumber;
  const { invoices: credits } = await listCreditNotes(books, { term: query, pageSize: mostNamed });
  if (credits.length === 0) return byNumber;
  const named = credits.map((one) => `${inQuotes(one.invoiceNumber ?? '')} (type ${one.type})`).join(', ');
  return `No invoice or bill, but credit notes: ${named}; search them with that type, or take one with get_invoice.`;
}
