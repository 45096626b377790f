import type * as z from 'zod';
import type { Books } from '../books.ts';
import { type Condition, whereClause } from '../where-clause.ts';
import { WireContacts } from './contact.ts';

/** Which contacts are sought, and which page of them. */
interface ContactSearch {
  query?: string | undefined;
  kind?: 'customer' | 'supplier' | undefined;
  include_archived: boolean;
  page: number;
  pageSize: number;
}

type Found = z.output<typeof WireContacts>;

/** Contacts that have the text as it stands in name, email address or number. */
export function findContacts(books: Books, search: ContactSearch, more: readonly Condition[] = []): Promise<Found> {
  const where = whereClause([
    search.kind === 'customer' ? ['IsCustomer', '==', { flag: true }] : undefined,
    search.kind === 'supplier' ? ['IsSupplier', '==', { flag: true }] : undefined,
    ...more,
  ]);
  const { query, include_archived: withArchived, page, pageSize } = search;
  return books.read(WireContacts, (accounting, tenant) =>
    accounting.getContacts(
      tenant,
      undefined,
      where,
      'Name ASC',
      undefined,
      page,
      withArchived,
      undefined,
      query,
      pageSize,
    ),
  );
}

/** Contacts that have all the words of the text in their names, in whatever order; none for a single word. */
export async function findByWords(books: Books, { query = '', ...search }: ContactSearch): Promise<Found> {
  const words = query.split(/[\s"\\\p{Cc}]+/u).filter((word) => word !== '');
  if (words.length < 2) return { contacts: [] };
  const conditions = words.map((text): Condition => ['Name', 'Contains', { text }]);
  return findContacts(books, search, conditions);
}

/** What to do where nobody was found. */
export function noContactHint({
  query,
  kind,
  include_archived: withArchived,
}: Omit<ContactSearch, 'page' | 'pageSize'>) {
  const narrowed = [...(kind ? ['without kind'] : []), ...(withArchived ? [] : ['with include_archived'])];
  const text = query === undefined ? [] : ['a shorter part of the name, or other letters (o, ö)'];
  const tries = [...text, ...narrowed];
  return tries.length === 0 ? {} : { hint: `No contact was found: try ${tries.join('; ')}.` };
}
