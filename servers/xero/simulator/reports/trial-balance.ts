import {
  type Account,
  addDays,
  balanceSheet,
  type Company,
  fiscalYearStart,
  isProfitAndLoss,
  monthStart,
  normalSide,
  profitAndLoss,
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
  section,
  summaryRow,
} from './report.ts';
import { dayIn, isCashBasis, refuseReport } from './report-query.ts';

/** Debits above 0: the movement of the month, and the balance of the year to date. */
interface TrialAmounts {
  account: Account;
  month: number;
  year: number;
}

const sections: readonly { title: string; types: readonly Account['type'][] }[] = [
  { title: 'Revenue', types: ['income', 'other_income'] },
  { title: 'Expenses', types: ['cost_of_goods_sold', 'expense', 'other_expense'] },
  {
    title: 'Assets',
    types: ['bank', 'credit_card', 'accounts_receivable', 'current_asset', 'fixed_asset'],
  },
  { title: 'Liabilities', types: ['accounts_payable', 'current_liability', 'long_term_liability'] },
  { title: 'Equity', types: ['equity'] },
];

/**
 * Every account's movement in the month up to a day and its balance in the fiscal year up to it; both sum to zero.
 * https://developer.xero.com/documentation/api/accounting/reports#trial-balance
 */
export function trialBalance(company: Company, query: ReportQuery, guidOf: GuidOf): ReportAnswer {
  if (isCashBasis(query)) refuseReport('Report Parameter paymentsOnly is not simulated for this report');
  const day = dayIn(query, 'date') ?? company.today;
  const money = moneyText(company);
  const amounts = amountsOf(company, day);
  const values = ({ month, year }: { month: number; year: number }) => [...sides(month, money), ...sides(year, money)];
  const body = sections.flatMap(({ title, types }): ReportRow[] => {
    const own = amounts.filter(({ account }) => types.includes(account.type));
    const rows = own.map(({ account: { id, name, code }, ...rest }) =>
      accountRow(guidOf, id, [`${name} (${code})`, ...values(rest)]),
    );
    return rows.length === 0 ? [] : [section(title, rows)];
  });
  return reportAnswer(company, 'TrialBalance', {
    name: 'Trial Balance',
    titles: ['Trial Balance', company.profile.tradingName, `As at ${longDay(day)}`],
    rows: [
      header(['Account', 'Debit', 'Credit', 'YTD Debit', 'YTD Credit']),
      ...body,
      section('', [summaryRow(['Total', ...totalsOf(amounts).map(money)])]),
    ],
  });
}

function sides(amount: number, money: (amount: number) => string): [string, string] {
  return amount < 0 ? ['', money(-amount)] : [money(amount), ''];
}

function totalsOf(amounts: readonly TrialAmounts[]): number[] {
  const sum = (pick: (one: TrialAmounts) => number) =>
    amounts.reduce((total, one) => total + Math.max(pick(one), 0), 0);
  return [sum(({ month }) => month), sum(({ month }) => -month), sum(({ year }) => year), sum(({ year }) => -year)];
}

function amountsOf({ ledger }: Company, day: string): TrialAmounts[] {
  const yearStart = fiscalYearStart(day, ledger.settings.fiscalYearStartMonth);
  const start = monthStart(day);
  // In the first month of a fiscal year the profit of the one before is retained already.
  const before = balancesAt(ledger, addDays(start, -1), { isClosed: start === yearStart });
  const balances = { now: balancesAt(ledger, day, { isClosed: false }), before };
  const profits = { month: profitIn(ledger, start, day), year: profitIn(ledger, yearStart, day) };
  return [...ledger.accounts.values()].flatMap((account) => {
    const { id, type } = account;
    const now = balances.now.get(id) ?? 0;
    const [month, year] = isProfitAndLoss(type)
      ? [profits.month.get(id) ?? 0, profits.year.get(id) ?? 0]
      : [now - (balances.before.get(id) ?? 0), now];
    return month === 0 && year === 0 ? [] : [{ account, month, year }];
  });
}

/** Balances by account, debits above 0; retained earnings hold the profits of earlier years. */
function balancesAt(ledger: Company['ledger'], asOf: string, { isClosed }: { isClosed: boolean }): Map<string, number> {
  const { rows, retainedEarnings, currentYearEarnings } = balanceSheet(ledger, { asOf, includeUnrealised: true });
  const balances = new Map(rows.map(({ accountId, type, amount }) => [accountId, amount * normalSide(type)]));
  const retained = ledger.accountWithRole('retained_earnings');
  if (retained) balances.set(retained.id, -retainedEarnings - (isClosed ? currentYearEarnings : 0));
  return balances;
}

function profitIn(ledger: Company['ledger'], from: string, to: string): Map<string, number> {
  const { rows } = profitAndLoss(ledger, { from, to, includeUnrealised: true });
  return new Map(rows.map(({ accountId, type, total }) => [accountId, total * normalSide(type)]));
}
