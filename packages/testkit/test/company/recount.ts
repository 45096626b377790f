import type { Ledger } from '@bizmcp/testkit/company';

/** Sums one account's postings between two days by looking at each entry of the journal: nothing of the reports. */
export const recount = (ledger: Ledger, accountId: string, from: string, to: string): number => {
  let sum = 0;
  for (const entry of ledger.journal) {
    if (entry.date < from || entry.date > to) continue;
    for (const posting of entry.postings) if (posting.accountId === accountId) sum += posting.amount;
  }
  return sum;
};

/** The same over all accounts of some types. */
export const recountTypes = (ledger: Ledger, types: readonly string[], from: string, to: string): number => {
  let sum = 0;
  for (const entry of ledger.journal) {
    if (entry.date < from || entry.date > to) continue;
    for (const { accountId, amount } of entry.postings) {
      if (types.includes(ledger.accounts.get(accountId)?.type ?? '')) sum += amount;
    }
  }
  return sum;
};

/** All types that are closed into equity each year. */
export const profitTypes = ['income', 'cost_of_goods_sold', 'expense', 'other_income', 'other_expense'];
