import { addDays } from '../calendar.ts';
import { isProfitAndLoss } from '../ledger/account.ts';
import type { LedgerDocument } from '../ledger/document.ts';
import type { JournalEntry, Posting } from '../ledger/journal-entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { multiplyRatio } from '../minor-units.ts';
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
  const { from, to, basis = 'accrual' } = options;
  for (const entry of ledger.journal) {
    const document = ledger.documents.get(entry.documentId);
    const isSettledLater = basis === 'cash' && document !== undefined && isTrade(document);
    if (isSettledLater && entry.cause === 'document') yield* settledPostings(ledger, document, entry, options);
    const isOutside = entry.date < from || entry.date > to;
    const isOwn = entry.cause === 'document' || entry.cause === 'reversal';
    if (isOutside || (isSettledLater && isOwn)) continue;
    for (const posting of matching(ledger, entry, options)) yield { ...posting, date: entry.date };
  }
  if (!options.includeUnrealised) return;
  for (const column of columns) yield* unrealisedChange(ledger, column);
}

const isTrade = ({ kind }: LedgerDocument): boolean =>
  kind === 'invoice' || kind === 'bill' || kind === 'credit_note' || kind === 'vendor_credit';

function* matching(ledger: Ledger, entry: JournalEntry, options: ProfitAndLossOptions): Generator<Posting> {
  for (const posting of entry.postings) {
    const account = ledger.accounts.get(posting.accountId);
    if (account && isProfitAndLoss(account.type) && passes(posting, options)) yield posting;
  }
}

const passes = (posting: Posting, { trackingOptionId, counterpartyId }: ProfitAndLossOptions): boolean =>
  (counterpartyId === undefined || posting.counterpartyId === counterpartyId) &&
  (trackingOptionId === undefined || Object.values(posting.tracking ?? {}).includes(trackingOptionId));

/** On the cash basis a document counts as it is settled: each line in proportion, the last settlement takes the rest. */
function* settledPostings(
  ledger: Ledger,
  document: LedgerDocument,
  entry: JournalEntry,
  options: ProfitAndLossOptions,
): Generator<ProfitPosting> {
  if (document.total === 0) return;
  const settlements = settlementsOf(ledger, document.id);
  for (const { accountId, amount } of matching(ledger, entry, options)) {
    let settled = 0;
    let recognised = 0;
    for (const settlement of settlements) {
      settled += settlement.amount;
      const due = multiplyRatio(amount, settled, document.total);
      const { date } = settlement;
      if (date >= options.from && date <= options.to) yield { accountId, date, amount: due - recognised };
      recognised = due;
    }
  }
}

const settlementsOf = (ledger: Ledger, documentId: string): { date: string; amount: number }[] =>
  ledger
    .allocationsOf(documentId)
    .flatMap(({ date, amount, releasedOn }) => [
      { date, amount },
      ...(releasedOn === undefined ? [] : [{ date: releasedOn, amount: -amount }]),
    ])
    .sort((left, right) => (left.date < right.date ? -1 : Number(left.date > right.date)));

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
