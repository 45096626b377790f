import type { AccountRole, AccountType, CashFlowActivity } from '../ledger/account.ts';

/** An account of the story's chart; its code is its id. */
export interface ChartAccount {
  readonly code: string;
  readonly name: string;
  readonly type: AccountType;
  readonly role?: AccountRole;
  readonly detail?: 'inventory' | 'prepayment';
  readonly activity?: CashFlowActivity;
  readonly isEuro?: true;
  /** Only in a chart that keeps a control account for each currency. */
  readonly isPerCurrency?: true;
}

/** The chart of accounts of a design-and-fit-out studio with a webshop. */
export const chart: readonly ChartAccount[] = [
  { code: '1000', name: 'Operating Account', type: 'bank' },
  { code: '1010', name: 'Savings Account', type: 'bank' },
  { code: '1020', name: 'Euro Account', type: 'bank', isEuro: true },
  { code: '1100', name: 'Accounts Receivable', type: 'accounts_receivable' },
  { code: '1110', name: 'Accounts Receivable - EUR', type: 'accounts_receivable', isEuro: true, isPerCurrency: true },
  { code: '1200', name: 'Inventory', type: 'current_asset', detail: 'inventory' },
  { code: '1210', name: 'Prepaid Expenses', type: 'current_asset', detail: 'prepayment' },
  { code: '1500', name: 'Workshop Equipment', type: 'fixed_asset' },
  { code: '1510', name: 'Vehicles', type: 'fixed_asset' },
  { code: '1590', name: 'Accumulated Depreciation', type: 'fixed_asset', activity: 'operating' },
  { code: '2000', name: 'Accounts Payable', type: 'accounts_payable' },
  { code: '2010', name: 'Accounts Payable - EUR', type: 'accounts_payable', isEuro: true, isPerCurrency: true },
  { code: '2100', name: 'Company Credit Card', type: 'credit_card' },
  { code: '2200', name: 'Sales Tax Payable', type: 'current_liability', role: 'sales_tax' },
  { code: '2210', name: 'Payroll Liabilities', type: 'current_liability' },
  { code: '2500', name: 'Bank Loan', type: 'long_term_liability' },
  { code: '3000', name: 'Owner Capital', type: 'equity' },
  { code: '3010', name: 'Owner Draws', type: 'equity' },
  { code: '3100', name: 'Opening Balances', type: 'equity', role: 'opening_balances' },
  { code: '3900', name: 'Retained Earnings', type: 'equity', role: 'retained_earnings' },
  { code: '4000', name: 'Design Fees', type: 'income' },
  { code: '4010', name: 'Fit-out Projects', type: 'income' },
  { code: '4020', name: 'Webshop Sales', type: 'income' },
  { code: '4030', name: 'Maintenance Contracts', type: 'income' },
  { code: '5000', name: 'Materials', type: 'cost_of_goods_sold' },
  { code: '5010', name: 'Subcontractors', type: 'cost_of_goods_sold' },
  { code: '5020', name: 'Webshop Goods', type: 'cost_of_goods_sold' },
  { code: '5030', name: 'Freight', type: 'cost_of_goods_sold' },
  { code: '6000', name: 'Salaries and Wages', type: 'expense' },
  { code: '6010', name: 'Payroll Taxes', type: 'expense' },
  { code: '6100', name: 'Rent', type: 'expense' },
  { code: '6110', name: 'Utilities', type: 'expense' },
  { code: '6120', name: 'Telephone and Internet', type: 'expense' },
  { code: '6200', name: 'Software Subscriptions', type: 'expense' },
  { code: '6210', name: 'Cloud Hosting', type: 'expense' },
  { code: '6300', name: 'Travel', type: 'expense' },
  { code: '6310', name: 'Meals and Entertainment', type: 'expense' },
  { code: '6320', name: 'Vehicle Fuel', type: 'expense' },
  { code: '6400', name: 'Office Supplies', type: 'expense' },
  { code: '6410', name: 'Small Tools', type: 'expense' },
  { code: '6420', name: 'Postage and Courier', type: 'expense' },
  { code: '6500', name: 'Advertising', type: 'expense' },
  { code: '6600', name: 'Professional Fees', type: 'expense' },
  { code: '6610', name: 'Insurance', type: 'expense' },
  { code: '6620', name: 'Bank and Card Fees', type: 'expense' },
  { code: '6630', name: 'Training', type: 'expense' },
  { code: '6700', name: 'Depreciation', type: 'expense' },
  { code: '6990', name: 'Uncategorised Expense', type: 'expense', role: 'uncategorised' },
  { code: '7000', name: 'Realised Currency Gains', type: 'other_income', role: 'realised_gains' },
  { code: '7010', name: 'Unrealised Currency Gains', type: 'other_income', role: 'unrealised_gains' },
  { code: '8000', name: 'Interest Expense', type: 'other_expense' },
];
