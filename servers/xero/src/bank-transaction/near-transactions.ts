import { inQuotes } from '@bizmcp/core';
import { addDays, daysBetween } from '@bizmcp/insights';
import type { Books } from '../books.ts';
import { isSameId } from '../identifier.ts';
import { whereClause } from '../where-clause.ts';
import { type WireBankTransaction, WireBankTransactions } from './bank-transaction.ts';

/** A payment is dated by hand, by the card or by the bank, which books none at a weekend. */
const nearDays = 3;
const mostNear = 1000;
const mostNamed = 3;

/** Money that is to be booked. */
interface NewMoney {
  type: 'SPEND' | 'RECEIVE';
  contact: string;
  date: string;
  /** ISO 4217 */
  currency: string;
}

/**
 * What was booked of the same kind and currency at about the same time, with the same contact or with none: a line of a bank feed
 * has none. From any bank account: what a card paid is easily booked on the current account again. One request.
 */
export async function readNearTransactions(
  books: Books,
  { type, contact, date, currency }: NewMoney,
): Promise<WireBankTransaction[]> {
  const where = whereClause([
    ['Status', '==', { text: 'AUTHORISED' }],
    ['Type', '==', { text: type }],
    ['Date', '>=', { day: addDays(date, -nearDays) }],
    ['Date', '<=', { day: addDays(date, nearDays) }],
  ]);
  const { bankTransactions } = await books.read(WireBankTransactions, (accounting, tenant) =>
    accounting.getBankTransactions(tenant, undefined, where, 'Date DESC', 1, undefined, mostNear),
  );
  return bankTransactions.filter((one) => {
    const isOwn = (one.currencyCode ?? currency) === currency;
    return isOwn && (!one.contact?.contactID || isSameId(one.contact.contactID, contact));
  });
}

/** Whether two days are so near that money of both may be the same. */
export function isNearDay(one: string, other: string): boolean {
  return Math.abs(daysBetween(one, other)) <= nearDays;
}

/** Some of them in words, with the bank account where it is another than that of the new one. */
export function nameTransactions(transactions: readonly WireBankTransaction[], account: string): string[] {
  return transactions
    .slice(0, mostNamed)
    .map(({ bankTransactionID: id, type, date, reference, contact, bankAccount }) => {
      const named = [type, id, ...(reference ? [inQuotes(reference)] : [])].join(' ');
      const isElsewhere = bankAccount?.accountID && !isSameId(bankAccount.accountID, account);
      const where = isElsewhere ? `, on ${bankAccount.name ? inQuotes(bankAccount.name) : 'another bank account'}` : '';
      return `${named} of ${date ?? 'no day'}, ${contact?.name ? inQuotes(contact.name) : 'without a contact'}${where},`;
    });
}
