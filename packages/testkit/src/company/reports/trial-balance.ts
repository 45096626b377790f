import type { Ledger } from '../ledger/ledger.ts';
import { balancesOf } from './balances.ts';
import type { AccountingBasis } from './period.ts';

/** One account with a balance; one of the two sides is 0. */
export interface TrialBalanceRow {
  readonly accountId: string;
  readonly debit: number;
  readonly credit: number;
}

/** The balance of every account; the two totals are equal. */
export interface TrialBalance {
  readonly asOf: string;
  readonly rows: readonly TrialBalanceRow[];
  readonly totalDebit: number;
  readonly totalCredit: number;
}

/** Balances since the first entry at the end of a day, in the order of the chart, in minor units of the home currency. */
export const trialBalance = (ledger: Ledger, asOf: string, basis?: AccountingBasis): TrialBalance => {
  const balances = balancesOf(ledger, { to: asOf, basis });
  const rows = [...ledger.accounts.keys()].flatMap((accountId) => {
    const balance = balances.get(accountId) ?? 0;
    return balance === 0 ? [] : [{ accountId, debit: Math.max(balance, 0), credit: Math.max(-balance, 0) }];
  });
  return {
    asOf,
    rows,
    totalDebit: rows.reduce((sum, { debit }) => sum + debit, 0),
    totalCredit: rows.reduce((sum, { credit }) => sum + credit, 0),
  };
};
