import { type Account, normalSide } from '@bizmcp/testkit/company';
import * as z from 'zod';
import { flag, headFields, ignored, pick, readObject, reference, text } from '../body.ts';
import { refuse } from '../error-reply.ts';
import { amountOf } from '../money.ts';
import { listOf, type QuickBooksBooks } from '../quickbooks-state.ts';
import { accountBalances } from '../transactions/dealings.ts';
import type { Wire } from '../wire.ts';
import { withLedger } from '../with-ledger.ts';
import { accountTypeOf, ledgerTypeOf } from './account-type.ts';
import { type Change, commonFilters, type Entity, headOf, type Written } from './entity.ts';
import { currencyReference } from './names.ts';

const AccountBody = z.strictObject({
  ...{ ...headFields, Name: z.string().min(1).max(100), AcctNum: text(20), Description: text(100), Active: flag },
  ...{ AccountType: text(100), AccountSubType: text(100), Classification: ignored, CurrencyRef: reference },
  ...{ FullyQualifiedName: ignored, SubAccount: flag, ParentRef: reference, CurrentBalance: ignored },
  ...{ CurrentBalanceWithSubAccounts: ignored, TaxCodeRef: reference },
});

/** Balances are above zero on the account's own side; those of income and expenses are 0, as they belong to a year. */
function balanceOf(books: QuickBooksBooks, account: Account): number {
  const { classification } = accountTypeOf(account);
  if (classification === 'Revenue' || classification === 'Expense') return 0;
  const units = normalSide(account.type) * (accountBalances(books).get(account.id) ?? 0);
  return amountOf(books.ledger, units, account.currency);
}

function toAccount(books: QuickBooksBooks, account: Account): Wire {
  const { type, subType, classification } = accountTypeOf(account);
  const CurrentBalance = balanceOf(books, account);
  return {
    AccountSubType: subType,
    ...headOf(books, { entity: 'Account', id: account.id }, { day: books.company.firstDay }),
    ...{ Name: account.name, SubAccount: false, FullyQualifiedName: account.name, Active: account.active },
    ...{ Classification: classification, AccountType: type, AcctNum: account.code },
    ...(account.description !== undefined && { Description: account.description }),
    ...{ CurrentBalance, CurrentBalanceWithSubAccounts: CurrentBalance },
    CurrencyRef: currencyReference(account.currency),
  };
}

function list(books: QuickBooksBooks): Wire[] {
  return listOf(books, 'Account', () => [...books.ledger.accounts.values()].map((one) => toAccount(books, one)));
}

function nextId(books: QuickBooksBooks): string {
  return String(Math.max(9000, ...[...books.ledger.accounts.keys()].map(Number)) + 1);
}

function write(books: QuickBooksBooks, { id, body }: Change): Written {
  const sent = readObject(body, AccountBody);
  const { accounts, settings } = books.ledger;
  const old = id === undefined ? undefined : accounts.get(id);
  const same = [...accounts.values()].find(
    (one) => one.name.toLowerCase() === sent.Name.toLowerCase() && one.id !== id,
  );
  if (same) refuse('6240', `The name supplied already exists. : Id=${same.id}`, 'Name');
  const type = ledgerTypeOf(sent.AccountType ?? undefined, sent.AccountSubType ?? undefined);
  if (type === undefined) return refuse('2170', `Invalid Enumeration : ${sent.AccountType}`, 'AccountType');
  const accountId = id ?? nextId(books);
  withLedger(() =>
    books.ledger.saveAccount({
      ...old,
      ...{ id: accountId, code: sent.AcctNum ?? '', name: sent.Name, type, active: sent.Active ?? true },
      currency: sent.CurrencyRef?.value ?? old?.currency ?? settings.homeCurrency,
      ...(typeof sent.Description === 'string' && { description: sent.Description }),
    }),
  );
  return { id: accountId, fields: pick(body, ['AccountSubType']) };
}

/**
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/account
 * https://github.com/intuit/QuickBooks-V3-DotNET-SDK/issues/163: AcctNum is valid, but not queryable.
 */
export const accountEntity: Entity = {
  name: 'Account',
  filterable: [
    ...[...commonFilters, 'Name', 'Active', 'AccountType', 'AccountSubType', 'Classification', 'CurrentBalance'],
    ...['Description', 'SubAccount'],
  ],
  ...{
    list,
    write,
    find: (books, id) => (books.ledger.accounts.has(id) ? list(books).find(({ Id }) => Id === id) : undefined),
  },
};
