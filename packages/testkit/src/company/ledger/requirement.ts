import { isDate } from '../calendar.ts';
import type { Account, AccountType } from './account.ts';
import type { Books } from './books.ts';
import type { Counterparty } from './counterparty.ts';
import type { LedgerDocument } from './document.ts';
import { LedgerError } from './ledger-error.ts';

/** The active account of that id, or a refusal that names the field. */
export const requireAccount = (books: Books, id: string, field: string, ...types: AccountType[]): Account => {
  const account = books.accounts.get(id);
  if (!account) throw new LedgerError('not_found', field, `No account ${id}`);
  if (!account.active) throw new LedgerError('inactive', field, `Account ${account.name} is archived`);
  if (types.length > 0 && !types.includes(account.type)) {
    throw new LedgerError('wrong_type', field, `Account ${account.name} is not of type ${types.join(' or ')}`);
  }
  return account;
};

/** The active customer or vendor of that id. */
export const requireCounterparty = (books: Books, id: string, kind?: Counterparty['kind']): Counterparty => {
  const counterparty = books.counterparties.get(id);
  if (!counterparty) throw new LedgerError('not_found', 'counterpartyId', `No customer or vendor ${id}`);
  if (!counterparty.active) throw new LedgerError('inactive', 'counterpartyId', `${counterparty.name} is archived`);
  if (kind !== undefined && counterparty.kind !== kind) {
    throw new LedgerError('wrong_type', 'counterpartyId', `${counterparty.name} is not a ${kind}`);
  }
  return counterparty;
};

/** The document of that id, in one of the states given. */
export const requireDocument = (
  books: Books,
  id: string,
  field: string,
  ...states: LedgerDocument['status'][]
): LedgerDocument => {
  const document = books.documents.get(id);
  if (!document) throw new LedgerError('not_found', field, `No document ${id}`);
  if (!states.includes(document.status)) {
    throw new LedgerError('wrong_state', field, `The ${document.kind} ${id} is ${document.status}`);
  }
  return document;
};

/** Refuses what is no day, or a day of a closed period. */
export const requireOpenDate = (books: Books, date: string, field = 'date'): void => {
  if (!isDate(date)) throw new LedgerError('invalid_date', field, `${date} is not a day of the calendar`);
  if (books.lockDate !== undefined && date <= books.lockDate) {
    throw new LedgerError('closed_period', field, `The books are closed up to ${books.lockDate}`);
  }
};

/** Refuses what is not a whole number of minor units, or not above the least. */
export const requireAmount = (amount: number, field: string, least = Number.MIN_SAFE_INTEGER): void => {
  if (!Number.isSafeInteger(amount)) throw new LedgerError('invalid_amount', field, 'An amount is whole minor units');
  if (amount < least) throw new LedgerError('invalid_amount', field, `The amount must be at least ${least}`);
};

/** Refuses two currencies that differ. */
export const requireCurrency = (books: Books, currency: string, expected: readonly string[], field: string): void => {
  if (!books.settings.currencies.some(({ code }) => code === currency)) {
    throw new LedgerError('currency_mismatch', 'currency', `${currency} is not a currency of this ledger`);
  }
  if (!expected.includes(currency)) {
    throw new LedgerError('currency_mismatch', field, `${currency} does not fit ${expected.join(' or ')}`);
  }
};
