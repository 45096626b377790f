import { addDays } from '../calendar.ts';
import type { JournalEntry, Posting } from '../ledger/journal-entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { balancesOf } from './balances.ts';
import { journalOf } from './journal.ts';
import type { AccountingBasis, Period } from './period.ts';

/** A posting with the account's balance after it; debits positive. */
export interface GeneralLedgerLine {
  readonly entry: JournalEntry;
  readonly posting: Posting;
  readonly balance: number;
}

/** One account's postings of a range of days. */
export interface GeneralLedgerAccount {
  readonly accountId: string;
  readonly opening: number;
  readonly lines: readonly GeneralLedgerLine[];
  readonly closing: number;
}

/** Lists the postings by account, oldest first; only accounts with a balance or a posting. */
export const generalLedger = (
  ledger: Ledger,
  { from, to, basis }: Period & { readonly basis?: AccountingBasis },
): GeneralLedgerAccount[] => {
  const openings = balancesOf(ledger, { to: addDays(from, -1), basis });
  const entries = [...journalOf(ledger, basis)].filter(({ date }) => date >= from && date <= to);
  entries.sort((left, right) =>
    left.date < right.date ? -1 : left.date > right.date ? 1 : left.sequence - right.sequence,
  );
  const balances = new Map(openings);
  const lines = new Map<string, GeneralLedgerLine[]>();
  for (const entry of entries) {
    for (const posting of entry.postings) {
      const balance = (balances.get(posting.accountId) ?? 0) + posting.amount;
      balances.set(posting.accountId, balance);
      const account = lines.get(posting.accountId) ?? [];
      account.push({ entry, posting, balance });
      lines.set(posting.accountId, account);
    }
  }
  return [...ledger.accounts.keys()].flatMap((id) => {
    const opening = openings.get(id) ?? 0;
    const found = lines.get(id) ?? [];
    return opening === 0 && found.length === 0
      ? []
      : [{ accountId: id, opening, lines: found, closing: balances.get(id) ?? 0 }];
  });
};
