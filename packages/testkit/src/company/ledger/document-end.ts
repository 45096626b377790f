import type { Allocation } from './allocation.ts';
import type { Books } from './books.ts';
import type { LedgerDocument } from './document.ts';
import type { JournalEntry } from './journal-entry.ts';
import type { VoidOptions } from './ledger.ts';
import { LedgerError } from './ledger-error.ts';
import { addEntry } from './posting-book.ts';
import { requireDocument, requireOpenDate } from './requirement.ts';
import { allocationsOf } from './settlement.ts';

/** Voids or deletes a document: takes its entries out of the journal, or adds the reverse of each. */
export const endDocument = (books: Books, id: string, options: VoidOptions): LedgerDocument => {
  const document = requireDocument(books, id, 'id', 'posted', 'draft');
  const isDraft = document.status === 'draft';
  const all = allocationsOf(books, id);
  const own = all.filter(({ releasedOn }) => releasedOn === undefined);
  if (own.some(({ toId }) => toId === id)) {
    throw new LedgerError('wrong_state', 'id', `The ${document.kind} ${id} has payments or credits: remove them first`);
  }
  const entries = books.entries.get(id) ?? [];
  const endedOn = isDraft ? document.date : endDate(books, document, entries, options);
  requireSettledBefore(all, endedOn);
  if (options.mode === 'reversal') reverse(books, entries, endedOn);
  else books.entries.delete(id);
  for (const allocation of own) {
    const releasedOn = options.mode === 'reversal' ? endedOn : allocation.date;
    books.allocations.set(allocation.id, { ...allocation, releasedOn });
  }
  const ended = { ...document, status: options.status ?? 'voided', version: document.version + 1, endedOn };
  books.documents.set(id, ended);
  books.revision += 1;
  return ended;
};

/** A day on which a payment still counted cannot be a day on which its document does not. */
const requireSettledBefore = (allocations: readonly Allocation[], endedOn: string): void => {
  const last = allocations.find(({ date, releasedOn = date }) => releasedOn > date && releasedOn > endedOn);
  if (last) throw new LedgerError('invalid_date', 'date', `It was settled until ${last.releasedOn}: reverse it then`);
};

const endDate = (
  books: Books,
  document: LedgerDocument,
  entries: readonly JournalEntry[],
  { mode, date }: VoidOptions,
): string => {
  if (mode === 'removal') {
    requireOpenDate(books, document.date, 'id');
    for (const entry of entries) requireOpenDate(books, entry.date, 'id');
    return document.date;
  }
  const endedOn = date ?? document.date;
  requireOpenDate(books, endedOn);
  if (endedOn < document.date || entries.some((entry) => entry.date > endedOn)) {
    throw new LedgerError('invalid_date', 'date', `The ${document.kind} ${document.id} has entries after ${endedOn}`);
  }
  return endedOn;
};

const reverse = (books: Books, entries: readonly JournalEntry[], date: string): void => {
  for (const entry of [...entries]) {
    const postings = entry.postings.map((posting) => ({
      ...posting,
      amount: 0 - posting.amount,
      ...(posting.foreignAmount !== undefined && { foreignAmount: 0 - posting.foreignAmount }),
    }));
    const cause = entry.cause === 'allocation' ? 'release' : 'reversal';
    addEntry(books, { date, documentId: entry.documentId, cause, postings });
  }
};
