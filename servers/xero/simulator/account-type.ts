import type { Account } from '@bizmcp/testkit/company';

/** What an account of the ledger is in Xero's chart. */
export interface XeroAccountType {
  type: string;
  class: 'ASSET' | 'LIABILITY' | 'EQUITY' | 'REVENUE' | 'EXPENSE';
  taxType: 'OUTPUT2' | 'INPUT2' | 'NONE';
}

const ofType: Record<Account['type'], XeroAccountType> = {
  bank: { type: 'BANK', class: 'ASSET', taxType: 'NONE' },
  accounts_receivable: { type: 'CURRENT', class: 'ASSET', taxType: 'NONE' },
  current_asset: { type: 'CURRENT', class: 'ASSET', taxType: 'NONE' },
  fixed_asset: { type: 'FIXED', class: 'ASSET', taxType: 'INPUT2' },
  accounts_payable: { type: 'CURRLIAB', class: 'LIABILITY', taxType: 'NONE' },
  credit_card: { type: 'BANK', class: 'LIABILITY', taxType: 'NONE' },
  current_liability: { type: 'CURRLIAB', class: 'LIABILITY', taxType: 'NONE' },
  long_term_liability: { type: 'TERMLIAB', class: 'LIABILITY', taxType: 'NONE' },
  equity: { type: 'EQUITY', class: 'EQUITY', taxType: 'NONE' },
  income: { type: 'REVENUE', class: 'REVENUE', taxType: 'OUTPUT2' },
  cost_of_goods_sold: { type: 'DIRECTCOSTS', class: 'EXPENSE', taxType: 'INPUT2' },
  expense: { type: 'OVERHEADS', class: 'EXPENSE', taxType: 'INPUT2' },
  other_income: { type: 'OTHERINCOME', class: 'REVENUE', taxType: 'NONE' },
  other_expense: { type: 'EXPENSE', class: 'EXPENSE', taxType: 'NONE' },
};

const ofDetail = { inventory: 'INVENTORY', prepayment: 'PREPAYMENT' } as const;

/** https://developer.xero.com/documentation/api/accounting/types#account-types */
export function accountTypeOf({ type, detail }: Account): XeroAccountType {
  return { ...ofType[type], ...(detail && { type: ofDetail[detail] }) };
}

const roles: Partial<Record<NonNullable<Account['role']>, string>> = {
  retained_earnings: 'RETAINEDEARNINGS',
  opening_balances: 'HISTORICAL',
  realised_gains: 'REALISEDCURRENCYGAIN',
  unrealised_gains: 'UNREALISEDCURRENCYGAIN',
  sales_tax: 'GST',
};

/** What Xero itself uses an account for: https://developer.xero.com/documentation/api/accounting/types#system-accounts */
export function systemAccountOf({ type, role }: Account): string | undefined {
  if (type === 'accounts_receivable') return 'DEBTORS';
  return type === 'accounts_payable' ? 'CREDITORS' : role && roles[role];
}
