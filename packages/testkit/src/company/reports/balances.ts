import type { Ledger } from '../ledger/ledger.ts';
import { journalOf } from './journal.ts';
import type { AccountingBasis } from './period.ts';

/** Sums the postings of each account, debits positive, from the first entry or a date on, up to a date. */
export const balancesOf = (
  ledger: Ledger,
  { to, from = '', basis }: { to: string; from?: string; basis?: AccountingBasis | undefined },
): Map<string, number> => {
  const balances = new Map<string, number>();
  for (const entry of journalOf(ledger, basis)) {
    if (entry.date > to || entry.date < from) continue;
    for (const { accountId, amount } of entry.postings) {
      balances.set(accountId, (balances.get(accountId) ?? 0) + amount);
    }
  }
  return balances;
};

/** Adds to one account's sum. */
export const addTo = (balances: Map<string, number>, accountId: string, amount: number): void => {
  balances.set(accountId, (balances.get(accountId) ?? 0) + amount);
};
