import type { AccountType } from '@bizmcp/testkit/company';
import { type Amounts, addAmounts, subtractAmounts, withTotal } from './amount-columns.ts';
import { type ProfitSums, profitColumns } from './profit-columns.ts';
import { dataRow, type ReportContent, type ReportRow, section, summaryRow } from './report.ts';
import { accountCell, filledMoneyText, moneyText, type ReportBooks } from './report-books.ts';
import type { ReportRequest } from './report-request.ts';

interface ProfitSection {
  group: string;
  title: string;
  type: AccountType;
  /** Shown even where it is empty. */
  isFixed?: true;
}

const income: ProfitSection = { group: 'Income', title: 'Income', type: 'income', isFixed: true };
const costs: ProfitSection = { group: 'COGS', title: 'Cost of Goods Sold', type: 'cost_of_goods_sold' };
const expenses: ProfitSection = { group: 'Expenses', title: 'Expenses', type: 'expense', isFixed: true };
const otherIncome: ProfitSection = { group: 'OtherIncome', title: 'Other Income', type: 'other_income' };
const otherExpenses: ProfitSection = { group: 'OtherExpenses', title: 'Other Expenses', type: 'other_expense' };

/**
 * Income, costs and result; accounts without amounts have no row. Gains of open foreign balances are not in it.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/profitandloss
 */
export function profitAndLoss(books: ReportBooks, request: ReportRequest): ReportContent {
  const { columns, sums } = profitColumns(books, request);
  const lines = profitLines(books, sums);
  const count = columns.length - 1;
  const sum = ({ type }: ProfitSection) =>
    addAmounts(
      lines.filter((line) => line.type === type).map(({ amounts }) => amounts),
      count,
    );
  const gross = subtractAmounts(sum(income), sum(costs));
  const operating = subtractAmounts(gross, sum(expenses));
  const other = subtractAmounts(sum(otherIncome), sum(otherExpenses));
  const money = moneyText(books);
  const result = (title: string, group: string, amounts: Amounts) => summaryRow(title, amounts.map(money), group);
  const part = (wanted: ProfitSection) => sectionOf(books, wanted, lines, count);
  const others = [...part(otherIncome), ...part(otherExpenses)];
  return {
    columns,
    hasData: lines.length > 0,
    header: { SummarizeColumnsBy: request.summarize },
    options: [{ Name: 'AccountingStandard', Value: 'GAAP' }],
    rows: [
      ...part(income),
      ...part(costs),
      result('Gross Profit', 'GrossProfit', gross),
      ...part(expenses),
      result('Net Operating Income', 'NetOperatingIncome', operating),
      ...others,
      ...(others.length > 0 ? [result('Net Other Income', 'NetOtherIncome', other)] : []),
      result('Net Income', 'NetIncome', addAmounts([operating, other], count)),
    ],
  };
}

interface ProfitLine {
  accountId: string;
  type: AccountType;
  amounts: Amounts;
}

/** Each account's amounts in the order of the chart. */
function profitLines({ company }: ReportBooks, sums: readonly ProfitSums[]): ProfitLine[] {
  return [...company.ledger.accounts.values()].flatMap(({ id, type }) => {
    const amounts = sums.map((amountOf) => amountOf.get(id) ?? 0);
    return amounts.every((amount) => amount === 0) ? [] : [{ accountId: id, type, amounts: withTotal(amounts) }];
  });
}

function sectionOf(
  books: ReportBooks,
  { group, title, type, isFixed }: ProfitSection,
  lines: readonly ProfitLine[],
  count: number,
): ReportRow[] {
  const own = lines.filter((line) => line.type === type);
  if (own.length === 0 && !isFixed) return [];
  const money = filledMoneyText(books);
  const rows = own.map(({ accountId, amounts }) => dataRow(accountCell(books, accountId), amounts.map(money)));
  const sums = addAmounts(
    own.map(({ amounts }) => amounts),
    count,
  );
  const values = sums.map(own.length === 0 ? () => '' : moneyText(books));
  return [section({ value: title }, rows, { total: `Total ${title}`, values, group })];
}
