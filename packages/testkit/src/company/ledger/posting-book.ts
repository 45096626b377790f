import type { Allocation } from './allocation.ts';
import type { Books } from './books.ts';
import type { JournalEntry, Posting } from './journal-entry.ts';
import type { Settlement } from './settlement.ts';

/** Adds an entry of a document to the journal; the postings were seen to sum to zero. */
export const addEntry = (
  books: Books,
  entry: Omit<JournalEntry, 'sequence' | 'postings'> & { readonly postings: readonly Posting[] },
): void => {
  if (entry.postings.length === 0) return;
  // A new list, as everywhere here: copies of these books hold the same one.
  const entries = books.entries.get(entry.documentId) ?? [];
  books.entries.set(entry.documentId, [...entries, { ...entry, sequence: books.nextSequence }]);
  books.nextSequence += 1;
};

/** Keeps an allocation and its gain. */
export const addSettlement = (books: Books, { allocation, postings }: Settlement): Allocation => {
  const kept = { ...allocation, id: String(books.nextAllocationId) };
  books.nextAllocationId += 1;
  books.allocations.set(kept.id, kept);
  for (const documentId of [kept.fromId, kept.toId]) {
    const ids = books.allocationIds.get(documentId) ?? [];
    books.allocationIds.set(documentId, [...ids, kept.id]);
  }
  addEntry(books, { date: kept.date, documentId: kept.fromId, cause: 'allocation', postings });
  return kept;
};
