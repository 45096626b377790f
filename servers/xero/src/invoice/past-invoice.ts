import { inQuotes } from '@bizmcp/core';
import { addDays } from '@bizmcp/insights';
import type { Books } from '../books.ts';
import { isSameId } from '../identifier.ts';
import { kindOf, type WireInvoice } from './invoice.ts';
import { listInvoices } from './list-invoices.ts';

/** How far back a number, and a rhythm, is looked for, in days. */
const pastDays = 730;
const mostNamed = 3;

/** What an invoice or bill is held against the past by. */
interface HeldInvoice {
  /** Of one that is stored. */
  id?: string;
  type: string;
  contact_id: string;
  date: string;
}

/** The contact's other documents of the kind, the newest first. */
export async function readPast(
  books: Books,
  { id, type, contact_id: contactId, date }: HeldInvoice,
): Promise<WireInvoice[]> {
  const where = [
    ['Type', '==', { text: type }],
    ['Date', '>=', { day: addDays(date, -pastDays) }],
  ] as const;
  const statuses = ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'PAID'];
  const { invoices } = await listInvoices(books, { where, contactId, statuses });
  return invoices.filter(({ invoiceID }) => id === undefined || !isSameId(invoiceID, id));
}

/** Some of them in words, with the name of the contact that they have in common. */
export function nameTwins(
  { type, contact }: { type: string; contact: { name: string } },
  twins: readonly WireInvoice[],
): string[] {
  return twins
    .slice(0, mostNamed)
    .map(
      ({ invoiceNumber, invoiceID, date, status }) =>
        `${kindOf(type)} ${inQuotes(invoiceNumber || invoiceID)} of ${date ?? 'no day'} (${status}), ${inQuotes(contact.name)},`,
    );
}
