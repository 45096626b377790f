import { addDays, fiscalYearStart } from '../calendar.ts';
import { type AccountType, isProfitAndLoss, normalSide } from '../ledger/account.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { addTo, balancesOf } from './balances.ts';
import type { AccountingBasis } from './period.ts';
import { unrealisedPostings } from './unrealised-gains.ts';

/** An account's balance: positive where it is the usual side of its type. */
export interface BalanceSheetRow {
  readonly accountId: string;
  readonly type: AccountType;
  readonly amount: number;
}

/** A balance sheet in minor units of the home currency: `assets` = `liabilities` + `equity`. */
export interface BalanceSheet {
  readonly asOf: string;
  readonly rows: readonly BalanceSheetRow[];
  readonly bank: number;
  readonly currentAssets: number;
  readonly fixedAssets: number;
  readonly assets: number;
  readonly currentLiabilities: number;
  readonly longTermLiabilities: number;
  readonly liabilities: number;
  /** Profit of the fiscal year that `asOf` lies in. */
  readonly currentYearEarnings: number;
  /** Profit of all earlier fiscal years, with what was posted to the retained-earnings account. */
  readonly retainedEarnings: number;
  readonly equity: number;
}

/** What to report; `includeUnrealised` values open foreign balances at the rates of the day. */
export interface BalanceSheetOptions {
  readonly asOf: string;
  readonly basis?: AccountingBasis;
  readonly includeUnrealised?: boolean;
}

/** Computes the balance sheet at the end of a day from the journal. Current assets include bank and receivables. */
export const balanceSheet = (ledger: Ledger, options: BalanceSheetOptions): BalanceSheet => {
  const { asOf } = options;
  const yearStart = fiscalYearStart(asOf, ledger.settings.fiscalYearStartMonth);
  const now = balances(ledger, asOf, options);
  const before = balances(ledger, addDays(yearStart, -1), options);
  const earnings = profitOf(ledger, now);
  const priorEarnings = profitOf(ledger, before);
  const retainedId = ledger.accountWithRole('retained_earnings')?.id;
  const rows = [...ledger.accounts.values()].flatMap(({ id, type }): BalanceSheetRow[] => {
    const amount = (now.get(id) ?? 0) * normalSide(type);
    return amount === 0 || isProfitAndLoss(type) || id === retainedId ? [] : [{ accountId: id, type, amount }];
  });
  const retainedEarnings = priorEarnings - (retainedId ? (now.get(retainedId) ?? 0) : 0);
  return { asOf, rows, ...totalsOf(rows, earnings - priorEarnings, retainedEarnings) };
};

const balances = (
  ledger: Ledger,
  asOf: string,
  { basis, includeUnrealised }: BalanceSheetOptions,
): Map<string, number> => {
  const sums = balancesOf(ledger, { to: asOf, basis });
  const adjustments = includeUnrealised ? unrealisedPostings(ledger, asOf) : [];
  for (const { accountId, amount } of adjustments) addTo(sums, accountId, amount);
  return sums;
};

const profitOf = (ledger: Ledger, sums: ReadonlyMap<string, number>): number =>
  [...ledger.accounts.values()].reduce(
    (profit, { id, type }) => (isProfitAndLoss(type) ? profit - (sums.get(id) ?? 0) : profit),
    0,
  );

const totalsOf = (rows: readonly BalanceSheetRow[], currentYearEarnings: number, retainedEarnings: number) => {
  const ofTypes = (...types: AccountType[]): number =>
    rows.reduce((sum, { type, amount }) => (types.includes(type) ? sum + amount : sum), 0);
  const bank = ofTypes('bank');
  const currentAssets = ofTypes('bank', 'accounts_receivable', 'current_asset');
  const fixedAssets = ofTypes('fixed_asset');
  const currentLiabilities = ofTypes('accounts_payable', 'credit_card', 'current_liability');
  const longTermLiabilities = ofTypes('long_term_liability');
  return {
    bank,
    currentAssets,
    fixedAssets,
    assets: currentAssets + fixedAssets,
    currentLiabilities,
    longTermLiabilities,
    liabilities: currentLiabilities + longTermLiabilities,
    currentYearEarnings,
    retainedEarnings,
    equity: ofTypes('equity') + currentYearEarnings + retainedEarnings,
  };
};
