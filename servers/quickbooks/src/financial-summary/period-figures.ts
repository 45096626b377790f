import { formatDecimal, minorUnits, parseDecimal, sumDecimals } from '@bizmcp/insights';
import type { QuickBooks } from '../quickbooks.ts';
import { groupAmount, type ReportTable, toReportTable } from '../report/report-table.ts';
import type { Period } from './summary-period.ts';

/** An account's part in the result: income above 0, a cost below it. */
export interface AccountEffect {
  accountId: string;
  name: string;
  effect: string;
}

/** What the reports of a period say; decimals in the home currency. */
export interface PeriodFigures {
  period: Period;
  basis: string | undefined;
  hasData: boolean;
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
  cash: {
    operating: string;
    investing: string;
    financing: string;
    netChange: string;
    opening: string;
    closing: string;
  };
  receivables: string;
  payables: string;
}

/** Reads profit and loss, balance sheet and cash flow: three requests. */
export async function readFigures(api: QuickBooks, period: Period): Promise<PeriodFigures> {
  const range = { start_date: period.from, end_date: period.to };
  const [profit, sheet, cash] = await Promise.all([
    readTable(api, 'ProfitAndLoss', range),
    readTable(api, 'BalanceSheet', range),
    readTable(api, 'CashFlow', range),
  ]);
  const costs = ['COGS', 'Expenses', 'OtherExpenses'].map((group) => groupAmount(profit, group));
  return {
    period,
    basis: profit.basis,
    hasData: profit.hasData || cash.hasData,
    income: groupAmount(profit, 'Income'),
    costOfGoodsSold: groupAmount(profit, 'COGS'),
    grossProfit: groupAmount(profit, 'GrossProfit'),
    operatingExpenses: groupAmount(profit, 'Expenses'),
    otherIncome: groupAmount(profit, 'OtherIncome'),
    otherExpenses: groupAmount(profit, 'OtherExpenses'),
    expenses: formatDecimal(parseDecimal(sumDecimals(costs)), minorUnits(profit.currency)),
    netIncome: groupAmount(profit, 'NetIncome'),
    accounts: accountEffects(profit),
    cash: {
      operating: groupAmount(cash, 'OperatingActivities'),
      investing: groupAmount(cash, 'InvestingActivities'),
      financing: groupAmount(cash, 'FinancingActivities'),
      netChange: groupAmount(cash, 'CashIncrease'),
      opening: groupAmount(cash, 'BeginningCash'),
      closing: groupAmount(cash, 'EndingCash'),
    },
    receivables: groupAmount(sheet, 'AR'),
    payables: groupAmount(sheet, 'AP'),
  };
}

export async function readTable(
  api: QuickBooks,
  name: Parameters<QuickBooks['report']>[0],
  parameters: Record<string, string>,
): Promise<ReportTable> {
  return toReportTable(await api.report(name, parameters));
}

const signs: Readonly<Record<string, '' | '-'>> = {
  Income: '',
  OtherIncome: '',
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
    const effect = sign === '-' ? negated(amount) : amount;
    return [{ accountId, name: values[0] ?? accountId, effect }];
  });
}

function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
