import { daysBetween } from '../calendar.ts';
import type { LedgerDocument } from '../ledger/document.ts';
import type { Ledger, OpenBalance } from '../ledger/ledger.ts';

/** What to report: who owes us, or whom we owe. */
export interface AgedBalancesOptions {
  readonly side: 'receivable' | 'payable';
  readonly asOf: string;
  /** Upper ends of the overdue buckets in days, rising; [30, 60, 90] where it is not given. */
  readonly bucketDays?: readonly number[];
  readonly counterpartyId?: string;
}

/** An open document. Unused payments and credits are negative. */
export interface AgedDocument {
  readonly documentId: string;
  /** Days past due, or since its date where nothing is due; 0 and below are in the first bucket. */
  readonly age: number;
  readonly bucket: number;
  /** Minor units of its own currency. */
  readonly amount: number;
  /** Minor units of the home currency. */
  readonly base: number;
}

/** One counterparty's open documents; `buckets` are in the home currency. */
export interface AgedCounterparty {
  readonly counterpartyId: string;
  readonly currency: string;
  /** Not yet due, then one for each of the days given, then older. */
  readonly buckets: readonly number[];
  readonly total: number;
  /** The total in its own currency. */
  readonly foreignTotal: number;
  readonly documents: readonly AgedDocument[];
}

/** Open balances by age; `total` is the balance of the receivable or payable accounts. */
export interface AgedBalances {
  readonly asOf: string;
  readonly bucketDays: readonly number[];
  readonly counterparties: readonly AgedCounterparty[];
  readonly buckets: readonly number[];
  readonly total: number;
}

const sides = {
  receivable: { owed: 'invoice', credits: ['credit_note', 'payment_in'], refunds: 'payment_out', who: 'customer' },
  payable: { owed: 'bill', credits: ['vendor_credit', 'payment_out'], refunds: 'payment_in', who: 'vendor' },
} as const;

/** Computes what was open at the end of a day, by counterparty and age. */
export const agedBalances = (ledger: Ledger, options: AgedBalancesOptions): AgedBalances => {
  const { asOf, bucketDays = [30, 60, 90] } = options;
  const byCounterparty = new Map<string, AgedDocument[]>();
  for (const document of ledger.documents.values()) {
    if (document.date > asOf || !('counterpartyId' in document) || !document.counterpartyId) continue;
    if (options.counterpartyId && options.counterpartyId !== document.counterpartyId) continue;
    const sign = signOf(ledger, document, document.counterpartyId, options.side);
    const open = sign === 0 ? { amount: 0, base: 0 } : ledger.openBalance(document.id, asOf);
    if (open.amount === 0 && open.base === 0) continue;
    const documents = byCounterparty.get(document.counterpartyId) ?? [];
    documents.push(aged(document, open, sign, { ...options, bucketDays }));
    byCounterparty.set(document.counterpartyId, documents);
  }
  const counterparties = [...byCounterparty].map(([id, documents]) =>
    summary(ledger, id, documents, bucketDays.length),
  );
  const buckets = bucketSums(
    counterparties.flatMap(({ documents }) => documents),
    bucketDays.length,
  );
  return { asOf, bucketDays, counterparties, buckets, total: buckets.reduce((sum, amount) => sum + amount, 0) };
};

const signOf = (
  ledger: Ledger,
  document: LedgerDocument,
  counterpartyId: string,
  side: AgedBalancesOptions['side'],
): 1 | 0 | -1 => {
  const { owed, credits, refunds, who } = sides[side];
  if (document.kind === owed) return 1;
  if (ledger.counterparties.get(counterpartyId)?.kind !== who) return 0;
  if (document.kind === refunds) return 1;
  return credits.some((kind) => kind === document.kind) ? -1 : 0;
};

const aged = (
  document: LedgerDocument,
  open: OpenBalance,
  sign: 1 | 0 | -1,
  { asOf, bucketDays }: AgedBalancesOptions & { bucketDays: readonly number[] },
): AgedDocument => {
  const from = 'dueDate' in document ? document.dueDate : document.date;
  const age = daysBetween(from, asOf);
  const later = bucketDays.findIndex((days) => age <= days);
  const overdue = later < 0 ? bucketDays.length + 1 : later + 1;
  const bucket = age <= 0 ? 0 : overdue;
  return { documentId: document.id, age, bucket, amount: sign * open.amount, base: sign * open.base };
};

const summary = (
  ledger: Ledger,
  counterpartyId: string,
  documents: readonly AgedDocument[],
  bucketCount: number,
): AgedCounterparty => ({
  counterpartyId,
  currency: ledger.counterparties.get(counterpartyId)?.currency ?? ledger.settings.homeCurrency,
  buckets: bucketSums(documents, bucketCount),
  total: documents.reduce((sum, { base }) => sum + base, 0),
  foreignTotal: documents.reduce((sum, { amount }) => sum + amount, 0),
  documents,
});

const bucketSums = (documents: readonly AgedDocument[], bucketCount: number): number[] => {
  const sums = new Array<number>(bucketCount + 2).fill(0);
  for (const { bucket, base } of documents) sums[bucket] = (sums[bucket] ?? 0) + base;
  return sums;
};
