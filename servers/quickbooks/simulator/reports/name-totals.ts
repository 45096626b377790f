import { type AccountType, type JournalEntry, journalOf, type Period, type Posting } from '@bizmcp/testkit/company';
import { counterpartyCell, entityCell, type ReportBooks } from './report-books.ts';
import type { ReportRequest } from './report-request.ts';

/** What postings are added up by. */
export type NameKind = 'customer' | 'vendor' | 'item';

/** What of a name falls in a period: in minor units of the home currency, and how many. */
export interface NameTotal {
  amount: number;
  quantity: number;
}

const costs: readonly AccountType[] = ['cost_of_goods_sold', 'expense', 'other_expense'];

/** The totals of each name in each period, by name; of those without one at the end, under undefined. */
export function nameTotals(
  books: ReportBooks,
  { basis, customers, vendors }: ReportRequest,
  { kind, periods }: { kind: NameKind; periods: readonly Period[] },
): (readonly [id: string | undefined, totals: readonly NameTotal[]])[] {
  const { ledger } = books.company;
  const wanted = customers || vendors ? [...(customers ?? []), ...(vendors ?? [])] : undefined;
  const types = kind === 'vendor' ? costs : ['income'];
  const found = new Map<string | undefined, NameTotal[]>();
  for (const entry of journalOf(ledger, basis)) {
    const place = periods.findIndex(({ from, to }) => entry.date >= from && entry.date <= to);
    if (place < 0) continue;
    for (const posting of entry.postings) {
      const isOfType = types.some((type) => type === ledger.accounts.get(posting.accountId)?.type);
      if (!isOfType || (wanted && !wanted.includes(posting.counterpartyId ?? ''))) continue;
      const id = idOf(books, posting, kind);
      const totals = found.get(id) ?? periods.map(() => ({ amount: 0, quantity: 0 }));
      const total = totals[place];
      if (total) {
        total.amount += kind === 'vendor' ? posting.amount : -posting.amount;
        total.quantity += quantityOf(books, entry, posting);
      }
      found.set(id, totals);
    }
  }
  const nameOf = (id: string | undefined) => (id === undefined ? '\uffff' : nameCell(books, kind, id).value);
  return [...found].sort(([one], [other]) => nameOf(one).localeCompare(nameOf(other), 'en'));
}

function idOf({ company }: ReportBooks, { counterpartyId, itemId }: Posting, kind: NameKind): string | undefined {
  if (kind === 'item') return itemId;
  const isOfKind = company.ledger.counterparties.get(counterpartyId ?? '')?.kind === kind;
  return isOfKind ? counterpartyId : undefined;
}

export function nameCell(books: ReportBooks, kind: NameKind, id: string) {
  if (kind !== 'item') return counterpartyCell(books, id);
  return entityCell(books, 'item', id, books.company.ledger.items.get(id)?.name ?? '');
}

/** How many a posting stands for: on the cash basis as much of its lines as was settled. */
function quantityOf({ company: { ledger } }: ReportBooks, { documentId }: JournalEntry, posting: Posting): number {
  const document = ledger.documents.get(documentId);
  if (posting.itemId === undefined || !document || !('lines' in document) || document.kind === 'journal') return 0;
  const lines = document.lines.filter(({ itemId }) => itemId === posting.itemId);
  const amount = lines.reduce((sum, line) => sum + line.amount, 0);
  const quantity = lines.reduce((sum, line) => sum + Number(line.quantity ?? 0), 0);
  return amount === 0 ? 0 : (quantity * -posting.amount) / ledger.toHome(amount, document.currency, document.rate);
}
