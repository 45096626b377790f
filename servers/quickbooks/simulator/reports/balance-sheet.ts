import { type AccountType, balanceSheet as computeBalanceSheet } from '@bizmcp/testkit/company';
import { undepositedFunds } from '../transactions/undeposited-funds.ts';
import { type Amounts, addAmounts } from './amount-columns.ts';
import { columnPeriods, periodColumns } from './column-periods.ts';
import { dataRow, type ReportContent, type ReportRow, section } from './report.ts';
import { accountCell, filledMoneyText, moneyText, type ReportBooks } from './report-books.ts';
import type { ReportRequest } from './report-request.ts';

/** A heading of the balance sheet with what stands under it: accounts of a type, or further headings. */
interface Heading {
  title: string;
  total: string;
  group: string;
  holds: AccountType | readonly Heading[];
}

const leaf = (title: string, group: string, holds: AccountType): Heading => ({
  title,
  total: `Total ${title}`,
  group,
  holds,
});

const assets: Heading = {
  title: 'ASSETS',
  total: 'TOTAL ASSETS',
  group: 'TotalAssets',
  holds: [
    {
      title: 'Current Assets',
      total: 'Total Current Assets',
      group: 'CurrentAssets',
      holds: [
        leaf('Bank Accounts', 'BankAccounts', 'bank'),
        leaf('Accounts Receivable', 'AR', 'accounts_receivable'),
        leaf('Other Current Assets', 'OtherCurrentAssets', 'current_asset'),
      ],
    },
    leaf('Fixed Assets', 'FixedAssets', 'fixed_asset'),
  ],
};

const liabilities: Heading = {
  title: 'Liabilities',
  total: 'Total Liabilities',
  group: 'Liabilities',
  holds: [
    {
      title: 'Current Liabilities',
      total: 'Total Current Liabilities',
      group: 'CurrentLiabilities',
      holds: [
        leaf('Accounts Payable', 'AP', 'accounts_payable'),
        leaf('Credit Cards', 'CreditCards', 'credit_card'),
        leaf('Other Current Liabilities', 'OtherCurrentLiabilities', 'current_liability'),
      ],
    },
    leaf('Long-Term Liabilities', 'LongTermLiabilities', 'long_term_liability'),
  ],
};

interface Line {
  accountId: string;
  type: AccountType;
  amounts: Amounts;
}

/**
 * What is owned and owed at the end of each column, with the result of the fiscal year so far and that of all years before it.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/balancesheet
 */
export function balanceSheet(books: ReportBooks, request: ReportRequest): ReportContent {
  const { ledger } = books.company;
  const periods = columnPeriods(request, books);
  const sheets = periods.map(({ to }) => computeBalanceSheet(ledger, { asOf: to, basis: request.basis }));
  const lines = [...ledger.accounts.values()].flatMap(({ id, type }): Line[] => {
    const amounts = sheets.map(({ rows }) => rows.find(({ accountId }) => accountId === id)?.amount ?? 0);
    return amounts.some((amount) => amount !== 0)
      ? [{ accountId: id, type: id === undepositedFunds.id ? 'current_asset' : type, amounts }]
      : [];
  });
  const equity = equityRow(books, lines, sheets);
  const owed = headingRow(books, liabilities, lines, periods.length);
  const rows = [...owed.rows, equity.row];
  const sum = addAmounts([owed.amounts, equity.amounts], periods.length);
  const values = sum.map(moneyText(books));
  return {
    columns: periodColumns(periods, { total: false }),
    hasData: lines.length > 0,
    header: { SummarizeColumnsBy: request.summarize },
    options: [{ Name: 'AccountingStandard', Value: 'GAAP' }],
    rows: [
      ...headingRow(books, assets, lines, periods.length).rows,
      section({ value: 'LIABILITIES AND EQUITY' }, rows, {
        total: 'TOTAL LIABILITIES AND EQUITY',
        values,
        group: 'TotalLiabilitiesAndEquity',
      }),
    ],
  };
}

/** A heading without anything under it is left out, but for the assets. */
function headingRow(
  books: ReportBooks,
  { title, total, group, holds }: Heading,
  lines: readonly Line[],
  count: number,
): { rows: ReportRow[]; amounts: Amounts } {
  const money = filledMoneyText(books);
  const parts =
    typeof holds === 'string'
      ? lines
          .filter(({ type }) => type === holds)
          .map(({ accountId, amounts }) => ({
            rows: [dataRow(accountCell(books, accountId), amounts.map(money))],
            amounts,
          }))
      : holds.map((heading) => headingRow(books, heading, lines, count));
  const amounts = addAmounts(
    parts.map((part) => part.amounts),
    count,
  );
  const rows = parts.flatMap((part) => part.rows);
  if (rows.length === 0 && group !== assets.group) return { rows: [], amounts };
  const values = amounts.map(moneyText(books));
  return { rows: [section({ value: title }, rows, { total, values, group })], amounts };
}

function equityRow(
  books: ReportBooks,
  lines: readonly Line[],
  sheets: readonly { currentYearEarnings: number; retainedEarnings: number }[],
): { row: ReportRow; amounts: Amounts } {
  const money = filledMoneyText(books);
  const retained = sheets.map(({ retainedEarnings }) => retainedEarnings);
  const earnings = sheets.map(({ currentYearEarnings }) => currentYearEarnings);
  const own = lines.filter(({ type }) => type === 'equity');
  const retainedId = books.company.ledger.accountWithRole('retained_earnings')?.id;
  const rows = [
    ...own.map(({ accountId, amounts }) => dataRow(accountCell(books, accountId), amounts.map(money))),
    ...(retainedId === undefined ? [] : [dataRow(accountCell(books, retainedId), retained.map(money))]),
    dataRow({ value: 'Net Income' }, earnings.map(money), 'NetIncome'),
  ];
  const amounts = addAmounts([...own.map((line) => line.amounts), retained, earnings], sheets.length);
  const values = amounts.map(moneyText(books));
  return {
    row: section({ value: 'Equity' }, rows, { total: 'Total Equity', values, group: 'Equity' }),
    amounts,
  };
}
