import type { Allocation, DocumentDraft, LedgerDocument } from '@bizmcp/testkit/company';
import { documentOf, idOfDocument, type QuickBooksBooks } from '../quickbooks-state.ts';
import { activeAllocations, creditPaymentId } from './settlement-wire.ts';

/** What a credit settles beside its own draft; payments have theirs in the draft. */
interface Settlement {
  readonly documentId: string;
  readonly amount: number;
  readonly date: string;
  /** The payment of nothing that it shows as. */
  readonly paymentId: string;
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

/** What a payment or credit settles now, so far as it is to stay. */
export function settlementsOf(
  books: QuickBooksBooks,
  ledgerId: string,
  stays: (allocation: Allocation) => boolean = () => true,
): Settlement[] {
  const allocations = activeAllocations(books, ledgerId, 'fromId').filter(stays);
  return allocations.map((one) => ({
    ...{ documentId: one.toId, amount: one.amount, date: one.date },
    paymentId: creditPaymentId(books, one),
  }));
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
  for (const { documentId, amount, date, paymentId } of settlements) {
    const { id: allocationId } = books.ledger.allocate({ fromId: posted.id, toId: documentId, amount, date });
    books.origins.set(`allocation ${allocationId}`, paymentId);
  }
}

/**
 * Takes back what payments and credits settled of a document while it is ended: they stay, with that much unused. Where the end is
 * refused, they settle it again.
 */
export function released(books: QuickBooksBooks, ledgerId: string, end: () => void): void {
  const fromIds = [...new Set(activeAllocations(books, ledgerId, 'toId').map(({ fromId }) => fromId))];
  const undo: (() => void)[] = [];
  try {
    for (const fromId of fromIds) undo.push(release(books, fromId, ({ toId }) => toId === ledgerId));
    end();
  } catch (error) {
    for (const restore of undo) restore();
    throw error;
  }
}

/** Takes back some of what a payment or credit settles; gives what puts it back. */
export function release(
  books: QuickBooksBooks,
  fromId: string,
  isReleased: (allocation: Allocation) => boolean,
): () => void {
  const from = books.ledger.documents.get(fromId);
  if (!from) throw new TypeError(`no document ${fromId}`);
  const id = idOfDocument(books, fromId);
  const before = settlementsOf(books, fromId);
  const after = settlementsOf(books, fromId, (allocation) => !isReleased(allocation));
  const isPayment = from.kind === 'payment_in' || from.kind === 'payment_out';
  const become = (settlements: readonly Settlement[]) =>
    repost(books, id, { draft: draftOf(from, settlements), settlements: isPayment ? [] : settlements });
  become(after);
  return () => become(before);
}
