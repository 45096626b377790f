import { addDays } from '../calendar.ts';
import { isProfitAndLoss } from '../ledger/account.ts';
import type { JournalEntry, Posting } from '../ledger/journal-entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { journalOf } from './journal.ts';
import type { Period } from './period.ts';
import type { ProfitAndLossOptions } from './profit-and-loss.ts';
import { unrealisedPostings } from './unrealised-gains.ts';

/** A movement of a profit-and-loss account on the day the basis recognises it; debits positive. */
export interface ProfitPosting {
  readonly accountId: string;
  readonly date: string;
  readonly amount: number;
}

/** Yields all movements of a range that pass the filters. */
export function* profitPostings(
  ledger: Ledger,
  options: ProfitAndLossOptions,
  columns: readonly Period[],
): Generator<ProfitPosting> {
  for (const entry of journalOf(ledger, options.basis)) {
    if (entry.date < options.from || entry.date > options.to) continue;
    for (const posting of matching(ledger, entry, options)) yield { ...posting, date: entry.date };
  }
  if (!options.includeUnrealised) return;
  for (const column of columns) yield* unrealisedChange(ledger, column);
}

function* matching(ledger: Ledger, entry: JournalEntry, options: ProfitAndLossOptions): Generator<Posting> {
  for (const posting of entry.postings) {
    const account = ledger.accounts.get(posting.accountId);
    if (account && isProfitAndLoss(account.type) && passes(posting, options)) yield posting;
  }
}

const passes = (posting: Posting, { trackingOptionId, counterpartyId }: ProfitAndLossOptions): boolean =>
  (counterpartyId === undefined || posting.counterpartyId === counterpartyId) &&
  (trackingOptionId === undefined || Object.values(posting.tracking ?? {}).includes(trackingOptionId));

function* unrealisedChange(ledger: Ledger, { from, to }: Period): Generator<ProfitPosting> {
  const gains = ledger.accountWithRole('unrealised_gains')?.id;
  const opening = unrealisedPostings(ledger, addDays(from, -1));
  for (const { accountId, amount } of unrealisedPostings(ledger, to)) {
    if (accountId === gains) yield { accountId, date: to, amount };
  }
  for (const { accountId, amount } of opening) {
    if (accountId === gains) yield { accountId, date: to, amount: -amount };
  }
}
