import { isProfitAndLoss } from '../ledger/account.ts';
import type { LedgerDocument } from '../ledger/document.ts';
import type { JournalEntry, Posting } from '../ledger/journal-entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { multiplyRatio } from '../minor-units.ts';
import type { AccountingBasis } from './period.ts';

/**
 * The entries of a basis. On the cash basis an invoice, a bill or a credit earns or costs as it is settled, each line in proportion, the
 * last settlement taking the rest; until then it is not owed either. What it posts to the balance sheet, as tax, stays on its own day.
 */
export function* journalOf(ledger: Ledger, basis: AccountingBasis = 'accrual'): Generator<JournalEntry> {
  for (const entry of ledger.journal) {
    const document = ledger.documents.get(entry.documentId);
    const isOwn = entry.cause === 'document' || entry.cause === 'reversal';
    if (basis === 'accrual' || !document || !isTrade(document) || !isOwn) {
      yield entry;
      continue;
    }
    const [control, ...lines] = entry.postings;
    if (control === undefined) continue;
    const earned = lines.filter(({ accountId }) => isEarned(ledger, accountId));
    const rest = lines.filter((line) => !earned.includes(line));
    if (rest.length > 0) yield { ...entry, postings: balanced(control, rest) };
    if (entry.cause === 'document')
      yield* settledEntries(ledger, document, { ...entry, postings: [control, ...earned] });
  }
}

const isTrade = ({ kind }: LedgerDocument): boolean =>
  kind === 'invoice' || kind === 'bill' || kind === 'credit_note' || kind === 'vendor_credit';

const isEarned = (ledger: Ledger, accountId: string): boolean => {
  const type = ledger.accounts.get(accountId)?.type;
  return type !== undefined && isProfitAndLoss(type);
};

/** The receivable or payable side of lines, by which they come to zero. */
const balanced = ({ accountId, counterpartyId }: Posting, lines: readonly Posting[]): Posting[] => [
  { accountId, amount: lines.reduce((sum, { amount }) => sum - amount, 0), ...(counterpartyId && { counterpartyId }) },
  ...lines,
];

function* settledEntries(ledger: Ledger, { id, total }: LedgerDocument, entry: JournalEntry): Generator<JournalEntry> {
  const [control, ...lines] = entry.postings;
  if (total === 0 || control === undefined) return;
  const portion = (amount: number, settled: number) => multiplyRatio(amount, settled, total);
  let before = 0;
  for (const settlement of settlementsOf(ledger, id)) {
    const settled = before + settlement.amount;
    const due = lines.map((line) => ({
      ...line,
      amount: portion(line.amount, settled) - portion(line.amount, before),
    }));
    yield { ...entry, date: settlement.date, postings: balanced(control, due) };
    before = settled;
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
