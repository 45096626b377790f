import { monthsBetween, monthsOf } from '../calendar.ts';
import { type AccountType, isProfitAndLoss, normalSide } from '../ledger/account.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { AccountingBasis, Period } from './period.ts';
import { type ProfitPosting, profitPostings } from './profit-postings.ts';

/** What to report. `split` by month gives a column for each month of the range. */
export interface ProfitAndLossOptions extends Period {
  readonly basis?: AccountingBasis;
  readonly split?: 'total' | 'month';
  /** Only postings with this tracking option. */
  readonly trackingOptionId?: string;
  readonly counterpartyId?: string;
  /** Gains and losses of open foreign balances, at the rates of each column's last day. */
  readonly includeUnrealised?: boolean;
}

/** One figure for each column, and their sum. */
export interface Figures {
  readonly amounts: readonly number[];
  readonly total: number;
}

/** An account's figures: positive where income earns and where an expense costs. */
export interface ProfitAndLossRow extends Figures {
  readonly accountId: string;
  readonly type: AccountType;
}

/** A profit and loss in minor units of the home currency; only accounts that moved have a row. */
export interface ProfitAndLoss extends Period {
  readonly basis: AccountingBasis;
  readonly columns: readonly Period[];
  readonly rows: readonly ProfitAndLossRow[];
  readonly income: Figures;
  readonly costOfGoodsSold: Figures;
  readonly grossProfit: Figures;
  readonly expenses: Figures;
  readonly operatingProfit: Figures;
  readonly otherIncome: Figures;
  readonly otherExpenses: Figures;
  readonly netProfit: Figures;
}

/** Computes the profit and loss of a range of days from the journal. */
export const profitAndLoss = (ledger: Ledger, options: ProfitAndLossOptions): ProfitAndLoss => {
  const { from, to, basis = 'accrual' } = options;
  const columns = options.split === 'month' ? monthsOf(from, to) : [{ from, to }];
  const sums = columnSums(profitPostings(ledger, options, columns), options, columns.length);
  const rows = [...ledger.accounts.values()].flatMap(({ id, type }): ProfitAndLossRow[] => {
    const amounts = sums.get(id);
    if (!amounts?.some((amount) => amount !== 0) || !isProfitAndLoss(type)) return [];
    return [{ accountId: id, type, ...figures(amounts.map((amount) => amount * normalSide(type) || 0)) }];
  });
  return { from, to, basis, columns, rows, ...totalsOf(rows, columns.length) };
};

const columnSums = (postings: Iterable<ProfitPosting>, options: ProfitAndLossOptions, columns: number) => {
  const sums = new Map<string, number[]>();
  for (const { accountId, date, amount } of postings) {
    const column = options.split === 'month' ? monthsBetween(options.from, date) : 0;
    const amounts = sums.get(accountId) ?? new Array<number>(columns).fill(0);
    amounts[column] = (amounts[column] ?? 0) + amount;
    sums.set(accountId, amounts);
  }
  return sums;
};

const figures = (amounts: readonly number[]): Figures => ({
  amounts,
  total: amounts.reduce((sum, amount) => sum + amount, 0),
});

const totalsOf = (rows: readonly ProfitAndLossRow[], columns: number) => {
  const ofType = (type: AccountType): Figures => {
    const matching = rows.filter((row) => row.type === type);
    return figures(
      Array.from({ length: columns }, (_, column) =>
        matching.reduce((sum, { amounts }) => sum + (amounts[column] ?? 0), 0),
      ),
    );
  };
  const income = ofType('income');
  const costOfGoodsSold = ofType('cost_of_goods_sold');
  const expenses = ofType('expense');
  const otherIncome = ofType('other_income');
  const otherExpenses = ofType('other_expense');
  const grossProfit = minus(income, costOfGoodsSold);
  const operatingProfit = minus(grossProfit, expenses);
  const netProfit = minus(operatingProfit, minus(otherExpenses, otherIncome));
  return { income, costOfGoodsSold, grossProfit, expenses, operatingProfit, otherIncome, otherExpenses, netProfit };
};

const minus = (left: Figures, right: Figures): Figures =>
  figures(left.amounts.map((amount, column) => amount - (right.amounts[column] ?? 0)));
