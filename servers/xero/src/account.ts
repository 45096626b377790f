import { inQuotes, ToolError } from '@bizmcp/core';
import * as z from 'zod';
import type { Books } from './books.ts';
import { isSameId } from './identifier.ts';

const WireAccounts = z.object({
  accounts: z.array(
    z.object({
      accountID: z.string(),
      code: z.string().nullish(),
      name: z.string(),
      type: z.string(),
      _class: z.string().nullish(),
      status: z.string().nullish(),
      taxType: z.string().nullish(),
      currencyCode: z.string().nullish(),
      bankAccountType: z.string().nullish(),
      systemAccount: z.string().nullish(),
      enablePaymentsToAccount: z.boolean().nullish(),
    }),
  ),
});

/** An account of the chart as a model sees it. */
export const Account = z.object({
  account_id: z.string().describe('Identifier'),
  code: z.string().optional().describe('For account_code; bank accounts may have none'),
  name: z.string().describe('Name'),
  type: z.string().describe('Such as SALES, OVERHEADS, BANK'),
  class: z.string().optional().describe('ASSET, LIABILITY, EQUITY, REVENUE or EXPENSE'),
  status: z.string().describe('ACTIVE or ARCHIVED'),
  tax_type: z.string().optional().describe('Used where a line names none'),
  currency: z.string().optional().describe('Of a bank account'),
  bank_account_type: z.string().optional().describe('BANK, CREDITCARD or PAYPAL'),
  system_account: z.string().optional().describe('What Xero itself uses it for, such as DEBTORS'),
  takes_payments: z.boolean().optional().describe('True where payments can go to it besides bank accounts'),
});

export type Account = z.output<typeof Account>;

/** The whole chart of accounts. */
export function readAccounts(books: Books): Promise<Account[]> {
  return books.remember('accounts', async () => {
    const { accounts } = await books.read(WireAccounts, (accounting, tenant) => accounting.getAccounts(tenant));
    return accounts.map(({ accountID, name, type, status, ...rest }) => ({
      account_id: accountID,
      ...(rest.code && { code: rest.code }),
      name,
      type,
      ...(rest._class && { class: rest._class }),
      status: status ?? 'ACTIVE',
      ...(rest.taxType && { tax_type: rest.taxType }),
      ...(rest.currencyCode && { currency: rest.currencyCode }),
      ...(rest.bankAccountType && { bank_account_type: rest.bankAccountType }),
      ...(rest.systemAccount && { system_account: rest.systemAccount }),
      ...(rest.enablePaymentsToAccount && { takes_payments: true }),
    }));
  });
}

/** The account with this identifier, if there is one. */
export async function findAccount(books: Books, accountId: string): Promise<Account | undefined> {
  return (await readAccounts(books)).find(({ account_id: id }) => isSameId(id, accountId));
}

/** Refuses what is no bank account, nor one that invoices are paid to: nothing would be found of it, as if nothing were there. */
export async function requireBankAccount(books: Books, accountId: string, isPayment: boolean): Promise<void> {
  const found = await findAccount(books, accountId);
  if (found?.type === 'BANK' || (isPayment && found?.takes_payments)) return;
  const what = found ? `${inQuotes(found.name)} is no bank account` : 'No such account';
  throw new ToolError('not_found', `${what}; see list_accounts with bank_only.`);
}
