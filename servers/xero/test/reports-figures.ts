import type { Company } from '@bizmcp/testkit/company';
import { accountTypeOf } from '../simulator/account-type.ts';
import type { Period } from '../src/management/report-period.ts';
import { createOracle, money } from './reports-oracle.ts';

type Oracle = ReturnType<typeof createOracle>;

/** The figures of management reports, counted from the journal in minor units. */
export function createFigures(company: Company) {
  const oracle = createOracle(company);
  const profitFigures = profitFiguresOf(oracle);
  const sheetFigures = sheetFiguresOf(oracle);
  return { profitFigures, sheetFigures, keyFigures: (period: Period) => keyFiguresOf(company, oracle, period) };
}

function profitFiguresOf(oracle: Oracle) {
  const figures: Record<'income' | 'net_profit', (period: Period) => number> &
    Record<string, (period: Period) => number> = {
    income: ({ from, to }) => -oracle.movement(from, to, 'income'),
    cost_of_sales: ({ from, to }) => oracle.movement(from, to, 'cost_of_goods_sold'),
    gross_profit: ({ from, to }) => -oracle.movement(from, to, 'income', 'cost_of_goods_sold'),
    other_income: ({ from, to }) => -oracle.movement(from, to, 'other_income'),
    operating_expenses: ({ from, to }) => oracle.movement(from, to, 'expense', 'other_expense'),
    net_profit: ({ from, to }) =>
      -oracle.movement(from, to, 'income', 'cost_of_goods_sold', 'expense', 'other_income', 'other_expense'),
  };
  return figures;
}

function sheetFiguresOf(oracle: Oracle): Record<string, (day: string) => number> {
  const currentAssets = currentAssetsOf(oracle);
  const currentLiabilities = currentLiabilitiesOf(oracle);
  // Net assets from the other side of the books: what owners gave and left in, and all profits.
  const earningsEver = (day: string) =>
    -oracle.balance(day, 'income', 'cost_of_goods_sold', 'expense', 'other_income', 'other_expense');
  return {
    cash: (day) => oracle.balance(day, 'bank', 'credit_card'),
    receivables: (day) => oracle.balance(day, 'accounts_receivable'),
    current_assets: currentAssets,
    fixed_assets: (day) => oracle.balance(day, 'fixed_asset'),
    total_assets: (day) => currentAssets(day) + oracle.balance(day, 'fixed_asset'),
    payables: (day) => -oracle.balance(day, 'accounts_payable'),
    current_liabilities: currentLiabilities,
    long_term_liabilities: (day) => -oracle.balance(day, 'long_term_liability'),
    total_liabilities: (day) => currentLiabilities(day) - oracle.balance(day, 'long_term_liability'),
    net_assets: (day) => -oracle.balance(day, 'equity') + earningsEver(day),
  };
}

function currentAssetsOf(oracle: Oracle) {
  return (day: string) => oracle.balance(day, 'bank', 'credit_card', 'accounts_receivable', 'current_asset');
}

function currentLiabilitiesOf(oracle: Oracle) {
  return (day: string) => -oracle.balance(day, 'accounts_payable', 'current_liability');
}

/** By name, as a report writes them; undefined where there is none. */
function keyFiguresOf(company: Company, oracle: Oracle, { from, to, days, months }: Period) {
  const income = -oracle.movement(from, to, 'income');
  const costs = -oracle.movement(from, to, 'cost_of_goods_sold');
  const overheads = -oracle.movement(from, to, 'expense', 'other_expense');
  const result = income + costs + overheads - oracle.movement(from, to, 'other_income');
  const { opening, closing } = oracle.cash(from, to);
  const [assets, liabilities] = [currentAssetsOf(oracle)(to), currentLiabilitiesOf(oracle)(to)];
  // What cannot be paid with at once is what the chart of accounts says it is.
  const stock = [...company.ledger.accounts.values()]
    .filter((account) => ['INVENTORY', 'PREPAYMENT'].includes(accountTypeOf(account).type))
    .reduce((sum, { id }) => sum + oracle.balanceOf(id, to), 0);
  const isBurning = opening > closing;
  return {
    gross_margin: ((income + costs) / income).toFixed(4),
    operating_margin: ((income + costs + overheads) / income).toFixed(4),
    net_margin: (result / income).toFixed(4),
    current_ratio: (assets / liabilities).toFixed(4),
    quick_ratio: ((assets - stock) / liabilities).toFixed(4),
    working_capital: money(assets - liabilities),
    debtor_days: ((oracle.balance(to, 'accounts_receivable') / income) * days).toFixed(1),
    creditor_days: ((-oracle.balance(to, 'accounts_payable') / -(costs + overheads)) * days).toFixed(1),
    monthly_burn: money(Math.round((opening - closing) / months) || 0),
    runway_months: isBurning ? (closing / ((opening - closing) / months)).toFixed(1) : undefined,
  };
}
