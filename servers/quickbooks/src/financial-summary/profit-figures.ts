import { ToolError } from '@bizmcp/core';
import { compareDecimals, sumDecimals } from '@bizmcp/insights';
import { negated, withPlaces } from '../amount.ts';
import { groupAmount, type ReportTable } from '../report/report-table.ts';

/** An account's part in the result: income above 0, a cost below it. */
export interface AccountEffect {
  accountId: string;
  name: string;
  effect: string;
}

/** What a profit and loss says; decimals in the home currency. */
export interface ProfitFigures {
  basis: string | undefined;
  income: string;
  costOfGoodsSold: string;
  grossProfit: string;
  operatingExpenses: string;
  otherIncome: string;
  otherExpenses: string;
  /** All costs: of goods sold, operating and other. */
  expenses: string;
  netIncome: string;
  accounts: AccountEffect[];
}

/**
 * Reads the sums of a profit and loss by their groups, which are the same in every language. Not all countries have a gross profit among
 * them, so it is counted here; French reports have groups of their own.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/profitandloss
 */
export function toProfitFigures(table: ReportTable): ProfitFigures {
  const { currency, basis } = table;
  const exact = (amounts: readonly string[]) => withPlaces(sumDecimals(amounts), currency);
  const income = groupAmount(table, 'Income');
  const costOfGoodsSold = groupAmount(table, 'COGS');
  const operatingExpenses = groupAmount(table, 'Expenses');
  const otherIncome = groupAmount(table, 'OtherIncome');
  const otherExpenses = groupAmount(table, 'OtherExpenses');
  const netIncome = groupAmount(table, 'NetIncome');
  const expenses = exact([costOfGoodsSold, operatingExpenses, otherExpenses]);
  if (compareDecimals(exact([income, otherIncome, negated(expenses)]), netIncome) !== 0) throw otherLayout();
  if (table.hasData && !table.rows.some(({ group }) => group === 'NetIncome')) throw otherLayout();
  return {
    ...{ basis, income, costOfGoodsSold, operatingExpenses, otherIncome, otherExpenses, expenses, netIncome },
    grossProfit: exact([income, negated(costOfGoodsSold)]),
    accounts: accountEffects(table),
  };
}

function otherLayout(): ToolError {
  return new ToolError(
    'bad_answer',
    "The profit and loss of this company is laid out as the groups of its country want it, and can't be summed up here. Read it with get_report (profit_and_loss).",
  );
}

const signs: Readonly<Record<string, '+' | '-'>> = {
  Income: '+',
  OtherIncome: '+',
  COGS: '-',
  Expenses: '-',
  OtherExpenses: '-',
};

function accountEffects({ rows, columns }: ReportTable): AccountEffect[] {
  const [first] = columns;
  return rows.flatMap(({ kind, ids, groups, values }) => {
    const sign = groups.map((group) => signs[group]).find((one) => one !== undefined);
    const accountId = ids?.[first?.key ?? ''];
    if (kind === 'total' || sign === undefined || accountId === undefined) return [];
    const amount = values.at(-1) ?? '0';
    return [{ accountId, name: values[0] ?? accountId, effect: sign === '-' ? negated(amount) : amount }];
  });
}
