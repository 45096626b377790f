import type { Account } from './account.ts';
import type { Books } from './books.ts';
import { LedgerError } from './ledger-error.ts';

/** The receivable account of a customer or the payable one of a vendor: its currency's own, or the home currency's. */
export const controlAccount = (books: Books, counterpartyId: string, currency: string): Account => {
  const isCustomer = books.counterparties.get(counterpartyId)?.kind === 'customer';
  const type = isCustomer ? 'accounts_receivable' : 'accounts_payable';
  let found: Account | undefined;
  for (const account of books.accounts.values()) {
    if (account.type !== type || !account.active) continue;
    if (account.currency === currency) return account;
    if (account.currency === books.settings.homeCurrency) found ??= account;
  }
  if (!found) throw new LedgerError('not_found', 'accountId', `The chart has no ${type} account for ${currency}`);
  return found;
};

/** The account's own amount of a posting, where it is not kept in the home currency. */
export const foreignPart = (books: Books, account: Account, amount: number): { foreignAmount?: number } =>
  account.currency === books.settings.homeCurrency ? {} : { foreignAmount: amount };
