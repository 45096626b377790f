import { type WireBankTransaction, WireBankTransactions } from './bank-transaction.ts';
import type { Books } from './books.ts';
import { addDays } from './calendar.ts';
import { whereClause } from './where-clause.ts';

/** A payment is dated by hand, by the card or by the bank, which books none at a weekend. */
const nearDays = 3;
const mostNear = 1000;
const mostNamed = 3;

/** Money that is to be booked. */
interface NewMoney {
  type: 'SPEND' | 'RECEIVE';
  account: string;
  contact: string;
  date: string;
}

/**
 * What was booked of the same kind and bank account at about the same time, with the same contact or with none: a line of a bank feed
 * has none. One request.
 */
export async function readNearTransactions(
  books: Books,
  { type, account, contact, date }: NewMoney,
): Promise<WireBankTransaction[]> {
  const where = whereClause([
    ['Status', '==', { text: 'AUTHORISED' }],
    ['Type', '==', { text: type }],
    ['BankAccount.AccountID', '==', { id: account }],
    ['Date', '>=', { day: addDays(date, -nearDays) }],
    ['Date', '<=', { day: addDays(date, nearDays) }],
  ]);
  const { bankTransactions } = await books.read(WireBankTransactions, (accounting, tenant) =>
    accounting.getBankTransactions(tenant, undefined, where, 'Date DESC', 1, undefined, mostNear),
  );
  return bankTransactions.filter((one) => {
    const id = one.contact?.contactID;
    return !id || id.toLowerCase() === contact.toLowerCase();
  });
}

/** Some of them in words. */
export function nameTransactions(transactions: readonly WireBankTransaction[]): string[] {
  return transactions.slice(0, mostNamed).map(({ bankTransactionID: id, type, date, reference, contact }) => {
    const named = [type, id, ...(reference ? [`(${reference})`] : [])].join(' ');
    return `${named} of ${date ?? 'no day'}, ${contact?.name || 'without a contact'},`;
  });
}
