import type { DocumentDraft, LedgerDocument } from '@bizmcp/testkit/company';
import { documentOf, idOfDocument, type QuickBooksBooks } from './quickbooks-state.ts';
import { activeAllocations } from './settlement-wire.ts';

/** What a credit settles beside its own draft; payments have theirs in the draft. */
interface Settlement {
  readonly documentId: string;
  readonly amount: number;
  readonly date: string;
}

interface Repost {
  readonly draft: DocumentDraft;
  readonly settlements: readonly Settlement[];
}

/** A document as it could be posted again. */
function draftOf(document: LedgerDocument, settlements: readonly Settlement[]): DocumentDraft {
  const { id: _, ...rest } = document;
  switch (rest.kind) {
    case 'payment_in':
    case 'payment_out':
      return { ...rest, amount: rest.total, allocations: settlements };
    case 'transfer':
      return { ...rest, amount: rest.total };
    default:
      return rest;
  }
}

function settlementsOf(books: QuickBooksBooks, ledgerId: string): Settlement[] {
  const allocations = activeAllocations(books, ledgerId, 'fromId');
  return allocations.map(({ toId, amount, date }) => ({ documentId: toId, amount, date }));
}

/** Ends a payment or credit in the ledger and posts what it has become; where that is refused, all is as it was. */
export function repost(books: QuickBooksBooks, id: string, { draft, settlements }: Repost): void {
  const old = documentOf(books, id);
  if (!old) throw new TypeError(`no document ${id}`);
  const before = settlementsOf(books, old.id);
  books.ledger.end(old.id, { mode: 'removal', status: 'deleted' });
  try {
    post(books, id, { draft, settlements });
  } catch (error) {
    const isPayment = old.kind === 'payment_in' || old.kind === 'payment_out';
    post(books, id, { draft: draftOf(old, before), settlements: isPayment ? [] : before });
    throw error;
  }
}

function post(books: QuickBooksBooks, id: string, { draft, settlements }: Repost): void {
  const posted = books.ledger.post(draft);
  books.newest.set(id, posted.id);
  books.origins.set(posted.id, id);
  for (const { documentId, amount, date } of settlements) {
    books.ledger.allocate({ fromId: posted.id, toId: documentId, amount, date });
  }
}

/** Takes back what payments and credits settled of a document, so that it can go: they stay, with that much unused. */
export function release(books: QuickBooksBooks, ledgerId: string): void {
  const fromIds = new Set(activeAllocations(books, ledgerId, 'toId').map(({ fromId }) => fromId));
  for (const fromId of fromIds) {
    const from = books.ledger.documents.get(fromId);
    if (!from) continue;
    const settlements = settlementsOf(books, fromId).filter(({ documentId }) => documentId !== ledgerId);
    const isPayment = from.kind === 'payment_in' || from.kind === 'payment_out';
    const draft = draftOf(from, settlements);
    repost(books, idOfDocument(books, fromId), { draft, settlements: isPayment ? [] : settlements });
  }
}
