import { type Account, generalLedger as computeGeneralLedger, normalSide } from '@bizmcp/testkit/company';
import { chooseColumns, type DetailColumn, detailColumns, detailRow, detailSection } from './detail-column.ts';
import { type LedgerLine, ledgerColumns, ledgerLine } from './ledger-line.ts';
import type { ReportContent, ReportRow } from './report.ts';
import { accountCell, detailMoneyText, type ReportBooks } from './report-books.ts';
import type { ReportRequest } from './report-request.ts';

const typeNames: Readonly<Record<Account['type'], string>> = {
  bank: 'Bank',
  accounts_receivable: 'AccountsReceivable',
  current_asset: 'OtherCurrentAsset',
  fixed_asset: 'FixedAsset',
  accounts_payable: 'AccountsPayable',
  credit_card: 'CreditCard',
  current_liability: 'OtherCurrentLiability',
  long_term_liability: 'LongTermLiability',
  equity: 'Equity',
  income: 'Income',
  cost_of_goods_sold: 'CostOfGoodsSold',
  expense: 'Expense',
  other_income: 'OtherIncome',
  other_expense: 'OtherExpense',
};

/**
 * The transactions of each account with its balance before and after them.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/report-entities/generalledger
 */
export function generalLedger(books: ReportBooks, request: ReportRequest): ReportContent {
  const { all, usual } = ledgerColumns(books);
  const columns = chooseColumns(all, usual, request.columns);
  const rows = computeGeneralLedger(books.company.ledger, request)
    .filter(({ accountId }) => isWanted(books, request, accountId))
    .flatMap((account) => {
      const lines = account.lines
        .map((line) => ledgerLine(books, account.accountId, line))
        .filter((line) => isOfParty(request, line));
      const opening = isFiltered(request) ? 0 : account.opening;
      return lines.length === 0 && opening === 0
        ? []
        : [accountSection(books, columns, { ...account, opening, lines })];
    });
  return { columns: detailColumns(columns), rows, hasData: rows.length > 0 };
}

function isWanted({ company }: ReportBooks, { accounts, accountTypes }: ReportRequest, accountId: string): boolean {
  const type = company.ledger.accounts.get(accountId)?.type;
  const isOfType = !accountTypes || (type !== undefined && accountTypes.includes(typeNames[type]));
  return isOfType && (!accounts || accounts.includes(accountId));
}

function isFiltered({ customers, vendors }: ReportRequest): boolean {
  return customers !== undefined || vendors !== undefined;
}

function isOfParty(request: ReportRequest, { posting }: LedgerLine): boolean {
  const wanted = [...(request.customers ?? []), ...(request.vendors ?? [])];
  return !isFiltered(request) || wanted.includes(posting.counterpartyId ?? '');
}

function accountSection(
  books: ReportBooks,
  columns: readonly DetailColumn<LedgerLine>[],
  { accountId, opening, lines }: { accountId: string; opening: number; lines: readonly LedgerLine[] },
): ReportRow {
  const side = normalSide(books.company.ledger.accounts.get(accountId)?.type ?? 'expense');
  const balance = detailMoneyText(books)(side * opening);
  const first: ReportRow = {
    ColData: columns.map(({ key }, index) => {
      if (index === 0) return { value: 'Beginning Balance' };
      return { value: key.startsWith('rbal_') ? balance : '' };
    }),
    type: 'Data',
  };
  const rows = lines.map((line) => detailRow(columns, line));
  return detailSection(columns, accountCell(books, accountId), {
    rows: opening === 0 ? rows : [first, ...rows],
    lines,
  });
}
