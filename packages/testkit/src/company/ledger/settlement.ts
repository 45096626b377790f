import type { Allocation } from './allocation.ts';
import type { Books } from './books.ts';
import { controlAccount } from './control-account.ts';
import { controlSign } from './control-sign.ts';
import type { LedgerDocument, PaymentDocument, TradeDocument } from './document.ts';
import type { Posting } from './journal-entry.ts';
import type { OpenBalance } from './ledger.ts';
import { LedgerError } from './ledger-error.ts';
import { requireAmount } from './requirement.ts';

/** A document that can be open: it moved the receivable or payable account. */
export type SettledDocument = TradeDocument | PaymentDocument;

/** An allocation to be kept, and the postings of its realised gain. */
export interface Settlement {
  readonly allocation: Omit<Allocation, 'id'>;
  readonly postings: readonly Posting[];
}

/** The allocations a document gave or took. */
export const allocationsOf = (books: Books, id: string): Allocation[] =>
  (books.allocationIds.get(id) ?? []).flatMap((allocationId) => books.allocations.get(allocationId) ?? []);

const counts = ({ date, releasedOn }: Allocation, asOf: string | undefined): boolean =>
  asOf === undefined ? releasedOn === undefined : date <= asOf && (releasedOn === undefined || releasedOn > asOf);

/** What is open of a document now or at the end of a day. */
export const openBalance = (books: Books, document: LedgerDocument, asOf?: string): OpenBalance => {
  const { id, date, status, endedOn } = document;
  const isBefore = asOf !== undefined && date > asOf;
  const hasEnded = endedOn !== undefined && (asOf === undefined || endedOn <= asOf);
  if (controlSign(document.kind) === 0 || status === 'draft' || isBefore || hasEnded) return { amount: 0, base: 0 };
  let { total: amount, baseTotal: base } = document;
  for (const allocation of allocationsOf(books, id)) {
    if (!counts(allocation, asOf)) continue;
    amount -= allocation.amount;
    base -= allocation.fromId === id ? allocation.baseFrom : allocation.baseTo;
  }
  return { amount, base };
};

/** The part of an open balance that goes with an amount: what stays open is worth its own conversion, to the cent. */
const baseShare = (books: Books, document: SettledDocument, open: OpenBalance, amount: number): number =>
  open.base - books.rates.toHome(open.amount - amount, document.currency, document.rate);

/** Checks an allocation and works out its realised gain. `open` is what is left of `from` at this point. */
export const planSettlement = (
  books: Books,
  {
    from,
    to,
    open,
    amount,
    date,
  }: {
    readonly from: SettledDocument;
    readonly to: SettledDocument;
    readonly open: OpenBalance;
    readonly amount: number;
    readonly date: string;
  },
  field: string,
): Settlement => {
  requireOpposite(from, to, field);
  requireAmount(amount, `${field}.amount`, 1);
  const owed = openBalance(books, to);
  const limit = Math.min(owed.amount, open.amount);
  if (amount > limit) {
    throw new LedgerError('over_allocation', `${field}.amount`, `Only ${limit} of ${amount} can be allocated`);
  }
  const baseFrom = baseShare(books, from, open, amount);
  const baseTo = baseShare(books, to, owed, amount);
  const latest = [from.date, to.date].reduce((last, other) => (other > last ? other : last), date);
  const allocation = { fromId: from.id, toId: to.id, date: latest, amount, baseFrom, baseTo };
  return { allocation, postings: gainPostings(books, from, baseTo - baseFrom) };
};

const requireOpposite = (from: SettledDocument, to: SettledDocument, field: string): void => {
  const path = `${field}.documentId`;
  if (from.counterpartyId !== to.counterpartyId) {
    throw new LedgerError('wrong_type', path, `The ${to.kind} ${to.id} belongs to another customer or vendor`);
  }
  if (from.currency !== to.currency) {
    throw new LedgerError('currency_mismatch', path, `The ${to.kind} ${to.id} is in ${to.currency}`);
  }
  const isPayment = to.kind === 'payment_in' || to.kind === 'payment_out';
  if (isPayment || controlSign(from.kind) + controlSign(to.kind) !== 0 || controlSign(to.kind) === 0) {
    throw new LedgerError('wrong_type', path, `A ${from.kind} cannot settle a ${to.kind}`);
  }
};

const gainPostings = (books: Books, from: SettledDocument, difference: number): Posting[] => {
  if (difference === 0) return [];
  const gains = [...books.accounts.values()].find(({ role }) => role === 'realised_gains');
  if (!gains) throw new LedgerError('not_found', 'accountId', 'The chart has no account for realised gains');
  const { counterpartyId, currency } = from;
  const control = controlAccount(books, counterpartyId, currency);
  const amount = controlSign(from.kind) * difference;
  const foreign = control.currency === books.settings.homeCurrency ? {} : { foreignAmount: 0 };
  return [
    { accountId: control.id, amount, counterpartyId, ...foreign },
    { accountId: gains.id, amount: -amount, counterpartyId },
  ];
};
