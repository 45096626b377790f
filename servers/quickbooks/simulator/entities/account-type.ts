import type { Account, AccountType } from '@bizmcp/testkit/company';
import { undepositedFunds } from '../transactions/undeposited-funds.ts';

interface QuickBooksAccountType {
  readonly type: string;
  readonly subType: string;
  readonly classification: 'Asset' | 'Liability' | 'Equity' | 'Revenue' | 'Expense';
}

// The first of a type's sub-types is the one that fits an account of which no more is known.
const types: Record<AccountType, QuickBooksAccountType> = {
  bank: { type: 'Bank', subType: 'Checking', classification: 'Asset' },
  accounts_receivable: { type: 'Accounts Receivable', subType: 'AccountsReceivable', classification: 'Asset' },
  current_asset: { type: 'Other Current Asset', subType: 'OtherCurrentAssets', classification: 'Asset' },
  fixed_asset: { type: 'Fixed Asset', subType: 'OtherFixedAssets', classification: 'Asset' },
  accounts_payable: { type: 'Accounts Payable', subType: 'AccountsPayable', classification: 'Liability' },
  credit_card: { type: 'Credit Card', subType: 'CreditCard', classification: 'Liability' },
  current_liability: {
    ...{ type: 'Other Current Liability', subType: 'OtherCurrentLiabilities', classification: 'Liability' },
  },
  long_term_liability: {
    ...{ type: 'Long Term Liability', subType: 'OtherLongTermLiabilities', classification: 'Liability' },
  },
  equity: { type: 'Equity', subType: 'OwnersEquity', classification: 'Equity' },
  income: { type: 'Income', subType: 'ServiceFeeIncome', classification: 'Revenue' },
  cost_of_goods_sold: { type: 'Cost of Goods Sold', subType: 'SuppliesMaterialsCogs', classification: 'Expense' },
  expense: { type: 'Expense', subType: 'OtherBusinessExpenses', classification: 'Expense' },
  other_income: { type: 'Other Income', subType: 'OtherMiscellaneousIncome', classification: 'Revenue' },
  other_expense: { type: 'Other Expense', subType: 'OtherMiscellaneousExpense', classification: 'Expense' },
};

const roles: Partial<Record<NonNullable<Account['role']>, string>> = {
  retained_earnings: 'RetainedEarnings',
  opening_balances: 'OpeningBalanceEquity',
  realised_gains: 'ExchangeGainOrLoss',
  unrealised_gains: 'ExchangeGainOrLoss',
  sales_tax: 'SalesTaxPayable',
};

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/account#account-types */
export function accountTypeOf({ id, type, role }: Account): QuickBooksAccountType {
  if (id === undepositedFunds.id) return { ...types.current_asset, subType: 'UndepositedFunds' };
  const found = types[type];
  return { ...found, subType: (role && roles[role]) ?? found.subType };
}

/** The ledger's type of one of QuickBooks', or of a sub-type where that alone was sent. */
export function ledgerTypeOf(wanted: string | undefined, subType: string | undefined): AccountType | undefined {
  const all = Object.entries(types);
  const found = all.find(([, { type }]) => type === wanted) ?? all.find(([, one]) => one.subType === subType);
  return accountTypes.find((type) => type === found?.[0]);
}

const accountTypes: readonly AccountType[] = [
  ...(['bank', 'accounts_receivable', 'current_asset', 'fixed_asset', 'accounts_payable', 'credit_card'] as const),
  ...(['current_liability', 'long_term_liability', 'equity', 'income', 'cost_of_goods_sold', 'expense'] as const),
  ...(['other_income', 'other_expense'] as const),
];
