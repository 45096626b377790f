import type { Ledger } from '@bizmcp/testkit/company';
import { listOf, type QuickBooksBooks } from '../quickbooks-state.ts';

/** What is open with each customer and vendor, in minor units of its own currency; credits and unused payments count against it. */
export function openWith(books: QuickBooksBooks): ReadonlyMap<string, number> {
  return kept(books, 'open with', ({ documents, openBalance }) => {
    const all = new Map<string, number>();
    for (const { id, kind, ...document } of documents.values()) {
      const counterpartyId = 'counterpartyId' in document ? document.counterpartyId : undefined;
      const sign = signs[kind];
      if (counterpartyId === undefined || sign === undefined) continue;
      all.set(counterpartyId, (all.get(counterpartyId) ?? 0) + sign * openBalance(id).amount);
    }
    return all;
  });
}

const signs: Readonly<Record<string, number>> = {
  ...{ invoice: 1, credit_note: -1, payment_in: -1, bill: 1, vendor_credit: -1, payment_out: -1 },
};

/** What each account stands at: debits above zero; an account in another currency in its own. */
export function accountBalances(books: QuickBooksBooks): ReadonlyMap<string, number> {
  return kept(books, 'account balances', ({ journal }) => {
    const all = new Map<string, number>();
    for (const { postings } of journal) {
      for (const { accountId, amount, foreignAmount = amount } of postings) {
        all.set(accountId, (all.get(accountId) ?? 0) + foreignAmount);
      }
    }
    return all;
  });
}

function kept(
  books: QuickBooksBooks,
  name: string,
  make: (ledger: Ledger) => Map<string, number>,
): Map<string, number> {
  return new Map(listOf(books, name, () => [...make(books.ledger)]));
}
