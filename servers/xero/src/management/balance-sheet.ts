import type { Account } from '../account.ts';
import { addAmounts, subtractAmount } from '../amount.ts';
import type { Books } from '../books.ts';
import { readReport } from '../report/report-request.ts';
import type { ReportRow, ReportTable } from '../report/report-table.ts';
import { amountOf } from './profit-and-loss.ts';

/** The sums of a balance sheet, in the base currency. */
export interface BalanceSheet {
  /** Bank balances less overdrafts. */
  cash: string;
  receivables: string;
  inventory: string;
  prepayments: string;
  currentAssets: string;
  fixedAssets: string;
  totalAssets: string;
  payables: string;
  currentLiabilities: string;
  longTermLiabilities: string;
  totalLiabilities: string;
  netAssets: string;
}

type Part = 'bank' | 'current' | 'fixed' | 'overdraft' | 'current_liability' | 'long_term' | 'equity';

interface PlacedRow {
  part: Part;
  accountId: string | undefined;
  amount: string;
}

/** The balance sheet at the end of a month, the first column; Xero puts a year before beside it. */
export async function readBalanceSheet(books: Books, day: string, accounts: readonly Account[]): Promise<BalanceSheet> {
  return toBalanceSheet(await readReport(books, { report: 'balance_sheet', to_date: day }), accounts);
}

function toBalanceSheet(table: ReportTable, accounts: readonly Account[]): BalanceSheet {
  const rows = placeRows(table.rows);
  const sum = (...parts: Part[]) =>
    addAmounts(rows.filter(({ part }) => parts.includes(part)).map(({ amount }) => amount));
  const ofAccounts = (isWanted: (account: Account) => boolean) => {
    const ids = new Set(accounts.filter(isWanted).map(({ account_id }) => account_id.toLowerCase()));
    return addAmounts(
      rows.filter(({ accountId }) => ids.has((accountId ?? '').toLowerCase())).map(({ amount }) => amount),
    );
  };
  const currentAssets = sum('bank', 'current');
  const currentLiabilities = sum('overdraft', 'current_liability');
  const fixedAssets = sum('fixed');
  const longTermLiabilities = sum('long_term');
  const totalAssets = addAmounts([currentAssets, fixedAssets]);
  const totalLiabilities = addAmounts([currentLiabilities, longTermLiabilities]);
  return {
    cash: subtractAmount(sum('bank'), sum('overdraft')),
    receivables: ofAccounts(({ system_account }) => system_account === 'DEBTORS'),
    inventory: ofAccounts(({ type }) => type === 'INVENTORY'),
    prepayments: ofAccounts(({ type }) => type === 'PREPAYMENT'),
    currentAssets,
    fixedAssets,
    totalAssets,
    payables: ofAccounts(({ system_account }) => system_account === 'CREDITORS'),
    currentLiabilities,
    longTermLiabilities,
    totalLiabilities,
    netAssets: subtractAmount(totalAssets, totalLiabilities),
  };
}

/** An overdrawn bank account stands under a second heading Bank, after the assets were summed. */
function placeRows(rows: readonly ReportRow[]): PlacedRow[] {
  let areAssets = true;
  return rows.flatMap((row) => {
    if (/^total assets$/i.test(row.label)) areAssets = false;
    if (row.kind === 'total' || row.section === '') return [];
    return [{ part: partOf(row.section, areAssets), accountId: row.account_id, amount: amountOf(row, 0) }];
  });
}

function partOf(section: string, areAssets: boolean): Part {
  if (/equity/i.test(section)) return 'equity';
  if (/bank/i.test(section)) return areAssets ? 'bank' : 'overdraft';
  if (/non-?current|long|term/i.test(section)) return areAssets ? 'fixed' : 'long_term';
  if (/current/i.test(section)) return areAssets ? 'current' : 'current_liability';
  return areAssets ? 'fixed' : 'long_term';
}
