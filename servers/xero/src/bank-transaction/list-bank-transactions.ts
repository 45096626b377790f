import type { Books } from '../books.ts';
import { unitPlaces } from '../document/line-item.ts';
import { whereClause } from '../where-clause.ts';
import { toBankTransaction, WireBankTransactions } from './bank-transaction.ts';
import type { MovementQuery } from './movement.ts';

/** What moved on a bank account and is in no list of bank transactions. */
export const withoutPayments =
  'Payments of invoices and bills are not among these: type PAYMENT lists them, bank_summary of get_report adds up all that moved.';

/** A page of money spent and received, the newest first. */
export async function listBankTransactions(books: Books, { where, account, contact, page, pageSize }: MovementQuery) {
  const filter = whereClause([
    ...where,
    account === undefined ? undefined : ['BankAccount.AccountID', '==', { id: account }],
    contact === undefined ? undefined : ['Contact.ContactID', '==', { id: contact }],
  ]);
  const { bankTransactions, pagination } = await books.read(WireBankTransactions, (accounting, tenant) =>
    accounting.getBankTransactions(tenant, undefined, filter, 'Date DESC', page, unitPlaces, pageSize),
  );
  return { rows: bankTransactions.map(toBankTransaction), pagination };
}
