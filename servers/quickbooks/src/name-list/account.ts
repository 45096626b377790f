import * as z from 'zod';
import { WireAmount } from '../amount.ts';
import { type Query, selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/account */
export const WireAccount = z.object({
  Id: z.string(),
  Name: z.string(),
  FullyQualifiedName: z.string().nullish(),
  AcctNum: z.string().nullish(),
  Classification: z.string().nullish(),
  AccountType: z.string().nullish(),
  AccountSubType: z.string().nullish(),
  CurrentBalance: WireAmount.nullish(),
  CurrencyRef: z.object({ value: z.string() }).nullish(),
  Active: z.boolean().nullish(),
});

export type WireAccount = z.output<typeof WireAccount>;

/** An account of the chart as a model sees it. */
export const Account = z.object({
  account_id: z.string().describe('For account_id'),
  name: z.string().describe('With the names of those above it'),
  number: z.string().optional().describe('Account number'),
  class: z.string().optional().describe('Asset, Liability, Equity, Revenue or Expense'),
  type: z.string().optional().describe('Such as Bank, Expense, Income'),
  subtype: z.string().optional().describe('Detail type'),
  balance: z.string().optional().describe('Now; others: get_report'),
  currency: z.string().optional().describe('ISO 4217'),
  active: z.boolean().describe('In use'),
});

export function toAccount(wire: WireAccount): z.output<typeof Account> {
  return {
    account_id: wire.Id,
    name: wire.FullyQualifiedName ?? wire.Name,
    ...(wire.AcctNum && { number: wire.AcctNum }),
    ...(wire.Classification && { class: wire.Classification }),
    ...(wire.AccountType && { type: wire.AccountType }),
    ...(wire.AccountSubType && { subtype: wire.AccountSubType }),
    ...(wire.CurrentBalance != null && hasBalance(wire) && { balance: wire.CurrentBalance }),
    ...(wire.CurrencyRef && { currency: wire.CurrencyRef.value }),
    active: wire.Active ?? true,
  };
}

/** Income and costs are those of days, and what was retained is only reckoned in reports: QuickBooks sends 0 for them. */
function hasBalance({ Classification: kind, AccountSubType: subtype }: WireAccount): boolean {
  return kind !== 'Revenue' && kind !== 'Expense' && subtype !== 'RetainedEarnings';
}

/** The accounts in use, by name. */
export function readAccounts(api: QuickBooks): Promise<WireAccount[]> {
  const query: Query = selectFrom('Account', { orderBy: ['Name', 'ASC'] });
  return api.remember('accounts', () => api.query(query, WireAccount));
}
