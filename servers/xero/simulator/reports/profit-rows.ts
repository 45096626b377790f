import type { Account, Company } from '@bizmcp/testkit/company';
import { accountRow, type GuidOf, moneyText, type ReportRow, row, section, summaryRow } from './report.ts';

/** The amounts of one column by account; positive where income earns and where a cost costs. */
export type ProfitColumn = ReadonlyMap<string, number>;

interface ProfitSection {
  title: string;
  total: string;
  types: readonly Account['type'][];
}

const income: ProfitSection = { title: 'Income', total: 'Total Income', types: ['income'] };
const costOfSales: ProfitSection = {
  title: 'Less Cost of Sales',
  total: 'Total Cost of Sales',
  types: ['cost_of_goods_sold'],
};
const otherIncome: ProfitSection = {
  title: 'Plus Other Income',
  total: 'Total Other Income',
  types: ['other_income'],
};
/** Xero knows no other expenses: they are of its type EXPENSE. */
const expenses: ProfitSection = {
  title: 'Less Operating Expenses',
  total: 'Total Operating Expenses',
  types: ['expense', 'other_expense'],
};

/** The standard layout of a profit and loss, which the budget summary shares; accounts without amounts have no row. */
export function profitRows(
  company: Company,
  columns: readonly ProfitColumn[],
  guidOf: GuidOf,
  { resultType }: { resultType: 'Row' | 'SummaryRow' },
): ReportRow[] {
  const money = moneyText(company);
  const accounts = [...company.ledger.accounts.values()];
  const sum = (column: ProfitColumn, { types }: ProfitSection) =>
    accounts.reduce((total, { id, type }) => (types.includes(type) ? total + (column.get(id) ?? 0) : total), 0);
  const sectionOf = (part: ProfitSection): ReportRow[] => {
    const rows = accounts.flatMap(({ id, name, type }) => {
      const amounts = columns.map((column) => column.get(id) ?? 0);
      const isEmpty = !part.types.includes(type) || amounts.every((amount) => amount === 0);
      return isEmpty ? [] : [accountRow(guidOf, id, [name, ...amounts.map(money)])];
    });
    const totals = columns.map((column) => money(sum(column, part)));
    return rows.length === 0 ? [] : [section(part.title, [...rows, summaryRow([part.total, ...totals])])];
  };
  const result = (name: string, amountOf: (column: ProfitColumn) => number): ReportRow => {
    const values = [name, ...columns.map((column) => money(amountOf(column)))];
    return section('', [resultType === 'Row' ? row(values) : summaryRow(values)]);
  };
  const gross = (column: ProfitColumn) => sum(column, income) - sum(column, costOfSales);
  const net = (column: ProfitColumn) => gross(column) + sum(column, otherIncome) - sum(column, expenses);
  return [
    ...sectionOf(income),
    ...sectionOf(costOfSales),
    result('Gross Profit', gross),
    ...sectionOf(otherIncome),
    ...sectionOf(expenses),
    result('Net Profit', net),
  ];
}
