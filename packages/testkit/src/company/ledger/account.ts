/** What an account is in the chart of accounts: decides its statement, its section and its normal side. */
export type AccountType =
  | 'bank'
  | 'accounts_receivable'
  | 'current_asset'
  | 'fixed_asset'
  | 'accounts_payable'
  | 'credit_card'
  | 'current_liability'
  | 'long_term_liability'
  | 'equity'
  | 'income'
  | 'cost_of_goods_sold'
  | 'expense'
  | 'other_income'
  | 'other_expense';

/** An account the ledger itself posts to or computes; at most one account holds each role. */
export type AccountRole =
  | 'retained_earnings'
  | 'opening_balances'
  | 'realised_gains'
  | 'unrealised_gains'
  | 'sales_tax'
  | 'uncategorised';

/** Where the change of a balance belongs in the cash-flow statement. */
export type CashFlowActivity = 'operating' | 'investing' | 'financing';

/** One account of the chart. */
export interface Account {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly type: AccountType;
  /** Bank, credit-card, receivable and payable accounts may be kept in a foreign currency. */
  readonly currency: string;
  readonly active: boolean;
  readonly description?: string;
  readonly role?: AccountRole;
  /** What a current asset is, where vendors have a type of their own for it. */
  readonly detail?: 'inventory' | 'prepayment';
  /** Only where the type's own activity would be wrong: accumulated depreciation is operating. */
  readonly activity?: CashFlowActivity;
}

const profitAndLossTypes: ReadonlySet<AccountType> = new Set<AccountType>([
  'income',
  'cost_of_goods_sold',
  'expense',
  'other_income',
  'other_expense',
]);

const debitTypes: ReadonlySet<AccountType> = new Set<AccountType>([
  'bank',
  'accounts_receivable',
  'current_asset',
  'fixed_asset',
  'cost_of_goods_sold',
  'expense',
  'other_expense',
]);

/** Says whether the account belongs to the profit and loss, and is closed into equity at the end of the fiscal year. */
export const isProfitAndLoss = (type: AccountType): boolean => profitAndLossTypes.has(type);

/** 1 where a debit makes the account grow, -1 where a credit does. */
export const normalSide = (type: AccountType): 1 | -1 => (debitTypes.has(type) ? 1 : -1);
