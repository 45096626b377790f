import { addDays } from '../calendar.ts';
import { type Account, type CashFlowActivity, isProfitAndLoss } from '../ledger/account.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { balancesOf } from './balances.ts';
import type { Period } from './period.ts';

/** What the change of one account gave (positive) or took (negative) in cash. */
export interface CashFlowRow {
  readonly accountId: string;
  readonly activity: CashFlowActivity;
  readonly amount: number;
}

/** A cash-flow statement by the indirect method, in minor units of the home currency. */
export interface CashFlowStatement extends Period {
  readonly netProfit: number;
  readonly rows: readonly CashFlowRow[];
  /** Net profit and its adjustments. */
  readonly operating: number;
  readonly investing: number;
  readonly financing: number;
  readonly netChange: number;
  /** The bank accounts before the first day and at the end of the last. */
  readonly openingCash: number;
  readonly closingCash: number;
}

/** Computes how profit became cash; cash is what the bank accounts hold. */
export const cashFlowStatement = (ledger: Ledger, { from, to }: Period): CashFlowStatement => {
  const changes = balancesOf(ledger, { from, to });
  const accounts = [...ledger.accounts.values()];
  const sumOf = (balances: ReadonlyMap<string, number>, belongs: (account: Account) => boolean): number =>
    accounts.reduce((sum, account) => (belongs(account) ? sum + (balances.get(account.id) ?? 0) : sum), 0);
  const netProfit = 0 - sumOf(changes, ({ type }) => isProfitAndLoss(type));
  const rows = accounts.flatMap((account): CashFlowRow[] => {
    const change = changes.get(account.id) ?? 0;
    if (change === 0 || account.type === 'bank' || isProfitAndLoss(account.type)) return [];
    return [{ accountId: account.id, activity: activityOf(account), amount: -change }];
  });
  const total = (activity: CashFlowActivity): number =>
    rows.reduce((sum, row) => (row.activity === activity ? sum + row.amount : sum), 0);
  const operating = netProfit + total('operating');
  const investing = total('investing');
  const financing = total('financing');
  const isBank = ({ type }: Account): boolean => type === 'bank';
  return {
    ...{ from, to, netProfit, rows, operating, investing, financing },
    netChange: operating + investing + financing,
    openingCash: sumOf(balancesOf(ledger, { to: addDays(from, -1) }), isBank),
    closingCash: sumOf(balancesOf(ledger, { to }), isBank),
  };
};

const activityOf = ({ type, activity }: Account): CashFlowActivity => {
  if (activity) return activity;
  if (type === 'fixed_asset') return 'investing';
  return type === 'long_term_liability' || type === 'equity' ? 'financing' : 'operating';
};
