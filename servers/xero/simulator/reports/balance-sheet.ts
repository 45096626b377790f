import {
  type Account,
  type BalanceSheet,
  type Company,
  balanceSheet as computeBalanceSheet,
  fiscalYearStart,
  type JournalEntry,
  type Ledger,
  monthEnd,
} from '@bizmcp/testkit/company';
import {
  accountRow,
  type GuidOf,
  header,
  longDay,
  moneyText,
  type ReportAnswer,
  type ReportQuery,
  type ReportRow,
  reportAnswer,
  row,
  section,
  shortDay,
  summaryRow,
} from './report.ts';
import { dayIn, isCashBasis, masterIn, numberIn, refuseReport, timeframeIn } from './report-query.ts';

interface SheetSection {
  title: string;
  types: readonly Account['type'][];
}

/** A credit card is one of Xero's bank accounts, and stands among them with what is owed on it below 0. */
const bank: SheetSection = { title: 'Bank', types: ['bank', 'credit_card'] };
const currentAssets: SheetSection = { title: 'Current Assets', types: ['accounts_receivable', 'current_asset'] };
const fixedAssets: SheetSection = { title: 'Fixed Assets', types: ['fixed_asset'] };
const currentLiabilities: SheetSection = {
  title: 'Current Liabilities',
  types: ['accounts_payable', 'current_liability'],
};
const laterLiabilities: SheetSection = { title: 'Non-Current Liabilities', types: ['long_term_liability'] };
const equity: SheetSection = { title: 'Equity', types: ['equity'] };

/**
 * What the company has and owes at the end of a month, with earlier ones beside it: a year before where nothing is asked.
 * https://developer.xero.com/documentation/api/accounting/reports#balance-sheet
 */
export function balanceSheet(company: Company, query: ReportQuery, guidOf: GuidOf): ReportAnswer {
  if (isCashBasis(query)) refuseReport('Report Parameter paymentsOnly is not simulated for this report');
  const days = daysOf(company, query);
  const ledger = ledgerOf(company, query, guidOf);
  const includeUnrealised = ledger === company.ledger;
  const sheets = days.map((asOf) => computeBalanceSheet(ledger, { asOf, includeUnrealised }));
  return reportAnswer(company, 'BalanceSheet', {
    name: 'Balance Sheet',
    titles: ['Balance Sheet', company.profile.tradingName, `As at ${longDay(days[0] ?? '')}`],
    rows: [header(['', ...days.map(shortDay)]), ...sheetRows(company, sheets, guidOf)],
  });
}

function daysOf(company: Company, query: ReportQuery): string[] {
  const day = dayIn(query, 'date') ?? company.today;
  const periods = numberIn(query, 'periods', 12);
  const months = timeframeIn(query);
  const isPlain = periods === undefined && months === undefined;
  return Array.from({ length: (periods ?? 1) + 1 }, (_, index) =>
    monthEnd(day, -index * (isPlain ? 12 : (months ?? 1))),
  );
}

/** The books, or only the postings with a tracking option. */
function ledgerOf({ ledger }: Company, query: ReportQuery, guidOf: GuidOf): Ledger {
  const masters = [...ledger.trackingCategories.values()].flatMap(({ options }) => options);
  const option = masterIn(query, 'trackingOptionID1', { kind: 'tracking_option', masters, guidOf });
  if (!option) return ledger;
  const journal = [...ledger.journal].map(
    (entry): JournalEntry => ({
      ...entry,
      postings: entry.postings.filter(({ tracking }) => Object.values(tracking ?? {}).includes(option.id)),
    }),
  );
  return { ...ledger, journal };
}

function sheetRows(company: Company, sheets: readonly BalanceSheet[], guidOf: GuidOf): ReportRow[] {
  const money = moneyText(company);
  const total = (name: string, parts: readonly SheetSection[]) =>
    summaryRow([name, ...sheets.map((sheet) => money(sumOf(sheet, parts)))]);
  const part = (one: SheetSection): ReportRow[] => {
    const rows = accountRows(company, sheets, one, guidOf);
    return rows.length === 0 ? [] : [section(one.title, [...rows, total(`Total ${one.title}`, [one])])];
  };
  const assets = [bank, currentAssets, fixedAssets];
  const liabilities = [currentLiabilities, laterLiabilities];
  const netAssets = sheets.map((sheet) => money(sumOf(sheet, assets) - sumOf(sheet, liabilities)));
  const earned = (sheet: BalanceSheet) => sheet.currentYearEarnings + sheet.retainedEarnings;
  const totalEquity = sheets.map((sheet) => money(sumOf(sheet, [equity]) + earned(sheet)));
  return [
    section('Assets', []),
    ...assets.flatMap(part),
    section('', [total('Total Assets', assets)]),
    section('Liabilities', []),
    ...liabilities.flatMap(part),
    section('', [total('Total Liabilities', liabilities)]),
    section('', [row(['Net Assets', ...netAssets])]),
    section('Equity', [
      earningsRow(company, sheets),
      ...accountRows(company, sheets, equity, guidOf),
      retainedRow(company, sheets, guidOf),
      summaryRow(['Total Equity', ...totalEquity]),
    ]),
  ];
}

/** What a row adds to its section: on the usual side of its type, but a credit card's debt below 0. */
function amountIn({ rows }: BalanceSheet, id: string): number {
  const found = rows.find(({ accountId }) => accountId === id);
  return (found?.type === 'credit_card' ? -found.amount : found?.amount) || 0;
}

function sumOf(sheet: BalanceSheet, parts: readonly SheetSection[]): number {
  const types = parts.flatMap((part) => part.types);
  return sheet.rows.reduce(
    (sum, { accountId, type }) => (types.includes(type) ? sum + amountIn(sheet, accountId) : sum),
    0,
  );
}

function accountRows(
  company: Company,
  sheets: readonly BalanceSheet[],
  { types }: SheetSection,
  guidOf: GuidOf,
): ReportRow[] {
  return [...company.ledger.accounts.values()].flatMap(({ id, name, type }) => {
    const amounts = types.includes(type) ? sheets.map((sheet) => amountIn(sheet, id)) : [];
    const isEmpty = amounts.every((amount) => amount === 0);
    return isEmpty ? [] : [accountRow(guidOf, id, [name, ...amounts.map(moneyText(company))])];
  });
}

/** The profit since the fiscal year began: no account, but an identifier of nothing but zeros and the days it is of. */
function earningsRow(company: Company, sheets: readonly BalanceSheet[]): ReportRow {
  const account = { Value: '00000000-0000-0000-0000-000000000000', Id: 'account' };
  const start = company.ledger.settings.fiscalYearStartMonth;
  const cells = sheets.map(({ asOf, currentYearEarnings }) => ({
    Value: moneyText(company)(currentYearEarnings),
    Attributes: [account, ...daysAttributes(fiscalYearStart(asOf, start), asOf)],
  }));
  return { RowType: 'Row', Cells: [{ Value: 'Current Year Earnings', Attributes: [account] }, ...cells] };
}

function retainedRow(company: Company, sheets: readonly BalanceSheet[], guidOf: GuidOf): ReportRow {
  const retained = company.ledger.accountWithRole('retained_earnings');
  const account = { Value: guidOf('account', retained?.id ?? ''), Id: 'account' };
  const cells = sheets.map(({ asOf, retainedEarnings }) => ({
    Value: moneyText(company)(retainedEarnings),
    Attributes: [account, ...daysAttributes('', asOf)],
  }));
  return { RowType: 'Row', Cells: [{ Value: retained?.name ?? 'Retained Earnings', Attributes: [account] }, ...cells] };
}

function daysAttributes(from: string, to: string) {
  const american = (day: string) =>
    day === '' ? '' : `${Number(day.slice(5, 7))}/${Number(day.slice(8))}/${day.slice(0, 4)}`;
  return [
    { Value: american(from), Id: 'fromDate' },
    { Value: american(to), Id: 'toDate' },
  ];
}
