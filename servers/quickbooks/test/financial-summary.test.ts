import { type Company, scaledInteger } from '@bizmcp/testkit/company';
import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { beforeAll, describe, expect, test } from 'vitest';
import { answerReport } from '../simulator/reports/answer-report.ts';
import { createOracle } from './reports-oracle.ts';
import { createReportWire, day, tellBooks } from './reports-wire.ts';

const books: Record<string, Company> = {};

holdDay(`${day}T10:00:00Z`);

beforeAll(() => {
  books.USD = tellBooks('USD');
  books.GBP = tellBooks('GBP');
});

/** The books of a home currency. */
function booksOf(currency: string): Company {
  const found = books[currency];
  if (!found) throw new Error(`no books in ${currency}`);
  return found;
}

const custom = (start_date: string, end_date: string) => ({ period: 'custom', start_date, end_date });

// Days of the period, of the one before it, and of that a year before, counted by hand; the fiscal year begins in July.
const periods = [
  [{ period: 'current_month' }, ['2026-11-01', day], ['2026-10-01', '2026-10-21'], ['2025-11-01', '2025-11-21']],
  [{ period: 'current_quarter' }, ['2026-10-01', day], ['2026-07-01', '2026-08-21'], ['2025-10-01', '2025-11-21']],
  [{ period: 'current_year' }, ['2026-07-01', day], ['2025-07-01', '2025-11-21'], ['2025-07-01', '2025-11-21']],
  [{ period: 'last_month' }, ['2026-10-01', '2026-10-31'], ['2026-09-01', '2026-09-30'], ['2025-10-01', '2025-10-31']],
  [
    { period: 'last_quarter' },
    ['2026-07-01', '2026-09-30'],
    ['2026-04-01', '2026-06-30'],
    ['2025-07-01', '2025-09-30'],
  ],
  [{ period: 'last_year' }, ['2025-07-01', '2026-06-30'], ['2024-07-01', '2025-06-30'], ['2024-07-01', '2025-06-30']],
  [
    { period: 'custom', start_date: '2026-11-01' },
    ['2026-11-01', day],
    ['2026-10-11', '2026-10-31'],
    ['2025-11-01', '2025-11-21'],
  ],
  [
    custom('2026-02-01', '2026-02-28'),
    ['2026-02-01', '2026-02-28'],
    ['2026-01-01', '2026-01-31'],
    ['2025-02-01', '2025-02-28'],
  ],
  [
    custom('2025-06-20', '2025-07-09'),
    ['2025-06-20', '2025-07-09'],
    ['2025-05-31', '2025-06-19'],
    ['2024-06-20', '2024-07-09'],
  ],
  [
    custom('2025-04-01', '2025-09-30'),
    ['2025-04-01', '2025-09-30'],
    ['2024-10-01', '2025-03-31'],
    ['2024-04-01', '2024-09-30'],
  ],
] as const;

const cases = ['USD', 'GBP'].flatMap((currency) => periods.map((period) => [currency, ...period] as const));

describe('every figure is that of the journal', () => {
  test.each(cases)('in %s, of %o', async (currency, input, [from, to], prior, yearAgo) => {
    const company = booksOf(currency);
    const oracle = createOracle(company);

    const summary = await createReportWire(company, day).call('get_financial_summary', input);

    const { income, expenses, net, ...parts } = oracle.profit(from, to);
    expect(summary).toMatchObject({
      currency,
      basis: 'accrual',
      start_date: from,
      end_date: to,
      revenue: oracle.text(income),
      expenses: oracle.text(expenses),
      net_income: oracle.text(net),
      breakdown: {
        cost_of_goods_sold: oracle.text(parts.costOfGoodsSold),
        gross_profit: oracle.text(income - parts.costOfGoodsSold),
        operating_expenses: oracle.text(parts.operating),
        other_income: oracle.text(parts.otherIncome),
        other_expenses: oracle.text(parts.otherExpenses),
      },
      cash_flow: oracle.cash(from, to),
    });
    expect(agedOf(summary.accounts_receivable)).toEqual(agedFromDocuments(company, 'customer', to));
    expect(agedOf(summary.accounts_payable)).toEqual(agedFromDocuments(company, 'vendor', to));
    expect(summary.accounts_receivable.total).toBe(oracle.text(oracle.balance(to, 'accounts_receivable')));
    expect(summary.accounts_payable.total).toBe(oracle.text(-oracle.balance(to, 'accounts_payable')));
    expectComparison(summary.comparisons.prior_period, oracle, [from, to], prior);
    const isYear = prior.join() === yearAgo.join();
    if (!isYear) expectComparison(summary.comparisons.same_period_last_year, oracle, [from, to], yearAgo);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: answers that the pipeline has checked by their schema
function agedOf({ total, not_due, overdue, by_age }: any) {
  return { total, not_due, overdue, by_age: by_age.map(({ amount }: { amount: string }) => amount) };
}

function agedFromDocuments(company: Company, side: 'customer' | 'vendor', asOf: string) {
  const oracle = createOracle(company);
  const open = oracle.open(side, asOf);
  const between = (least: number, most: number) =>
    oracle.text(
      open.reduce((sum, { dueDate, amount }) => {
        const age = (Date.parse(asOf) - Date.parse(dueDate)) / 86_400_000;
        return age >= least && age <= most ? sum + amount : sum;
      }, 0),
    );
  return {
    total: between(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
    not_due: between(Number.NEGATIVE_INFINITY, 0),
    overdue: between(1, Number.POSITIVE_INFINITY),
    by_age: [between(1, 30), between(31, 60), between(61, 90), between(91, Number.POSITIVE_INFINITY)],
  };
}

function expectComparison(
  // biome-ignore lint/suspicious/noExplicitAny: answers that the pipeline has checked by their schema
  comparison: any,
  oracle: ReturnType<typeof createOracle>,
  now: readonly [string, string],
  before: readonly [string, string],
) {
  const compare = (count: (from: string, to: string) => number) => {
    const [was, is] = [count(...before), count(...now)];
    return { amount: oracle.text(was), change: oracle.text(is - was) };
  };
  expect(comparison).toMatchObject({
    start_date: before[0],
    end_date: before[1],
    revenue: compare((from, to) => oracle.profit(from, to).income),
    expenses: compare((from, to) => oracle.profit(from, to).expenses),
    net_income: compare((from, to) => oracle.profit(from, to).net),
    net_cash_flow: compare((from, to) => oracle.moved(from, to, 'bank')),
    accounts_receivable: compare((_, to) => oracle.balance(to, 'accounts_receivable')),
    accounts_payable: compare((_, to) => -oracle.balance(to, 'accounts_payable')),
  });
  expect(comparison.moved_by.length).toBeGreaterThan(0);
}

test('in a period that is not over nothing is overdue but what is so today', async () => {
  const company = booksOf('USD');

  const order = custom('2026-11-01', '2026-12-31');
  const wire = createReportWire(company, day);
  const summary = await wire.call('get_financial_summary', order);
  const alone = await wire.call('get_financial_summary', { period: 'current_month', include_comparisons: false });

  expect(agedOf(summary.accounts_receivable)).toEqual(agedFromDocuments(company, 'customer', day));
  expect(summary.notes.join(' ')).toContain('compared with are whole. Unpaid amounts are those of today');
  expect(alone.notes).toEqual(['current_month is up to today, 2026-11-21.']);
});

test('what moved the result is told by account, the largest first, with its share of the change', async () => {
  const company = booksOf('USD');
  const { ledger } = company;

  const { comparisons } = await createReportWire(company, day).call(
    'get_financial_summary',
    custom('2026-10-01', '2026-10-31'),
  );

  const { moved_by: movers, net_income: change } = comparisons.prior_period;
  const effects = movers.map(({ account_id, effect }: { account_id: string; effect: string }) => {
    let total = 0;
    for (const { date, postings } of ledger.journal) {
      const sign =
        date >= '2026-10-01' && date <= '2026-10-31' ? -1 : date >= '2026-09-01' && date <= '2026-09-30' ? 1 : 0;
      for (const posting of postings) total += posting.accountId === account_id ? sign * posting.amount : 0;
    }
    return [effect, createOracle(company).text(total)];
  });
  for (const [shown, counted] of effects) expect(shown).toBe(counted);
  const sizes = movers.map(({ effect }: { effect: string }) => Math.abs(scaledInteger(effect, 2) ?? 0));
  expect(sizes).toEqual(sizes.toSorted((one: number, other: number) => other - one));
  const share = ((scaledInteger(movers[0].effect, 2) ?? 0) / (scaledInteger(change.change, 2) ?? 1)) * 100;
  expect(Number(movers[0].share_percent)).toBeCloseTo(share, 1);
});

test('a period without transactions says so, and its zeros are amounts', async () => {
  const wire = createReportWire(booksOf('USD'), day);

  const summary = await wire.call('get_financial_summary', custom('2019-01-01', '2019-01-31'));

  expect(summary.notes).toContain('QuickBooks has no transactions from 2019-01-01 to 2019-01-31; the zeros mean that.');
  expect(summary).toMatchObject({ revenue: '0.00', expenses: '0.00', net_income: '0.00' });
  expect(summary.accounts_receivable).toMatchObject({ total: '0.00', overdue: '0.00', largest: [] });
  expect(summary.comparisons.prior_period.note).toContain('No transactions');
  expect(summary.comparisons.prior_period.net_income).toEqual({ amount: '0.00', change: '0.00', change_percent: null });
});

test('without comparisons only the reports of the period are read', async () => {
  const wire = createReportWire(booksOf('USD'), day);

  const summary = await wire.call('get_financial_summary', { period: 'current_quarter', include_comparisons: false });

  const read = wire.requests.filter(({ path }) => path.startsWith('/reports/')).map(({ path }) => path.slice(9));
  expect(read.sort()).toEqual(['AgedPayables', 'AgedReceivables', 'BalanceSheet', 'CashFlow', 'ProfitAndLoss']);
  expect(summary).not.toHaveProperty('comparisons');
});

test('the basis is that of the report, and what is owed is told by accrual all the same', async () => {
  const wire = createReportWire(booksOf('USD'), day, {
    'GET /reports/ProfitAndLoss': ({ query }) => {
      query.set('accounting_method', 'Cash');
      return answerReport('ProfitAndLoss', query, { company: booksOf('USD'), today: day }).body;
    },
  });

  const summary = await wire.call('get_financial_summary', custom('2026-10-01', '2026-10-31'));

  expect(summary.basis).toBe('cash');
  expect(summary.revenue).not.toBe(createOracle(booksOf('USD')).text(0));
  const asked = wire.requests.filter(({ path }) => path === '/reports/BalanceSheet');
  expect(asked.map(({ query }) => query.get('accounting_method'))).toEqual(['Accrual', 'Accrual', 'Accrual']);
});

test.each([
  ['alone', []],
  ['beside known ones', [{ Summary: { ColData: [{ value: 'Net Income' }, { value: '12.00' }] }, group: 'NetIncome' }]],
])('groups of another country %s are refused in a profit and loss, not summed up to nothing', async (_where, known) => {
  const wire = createReportWire(booksOf('USD'), day, {
    'GET /reports/ProfitAndLoss': () => ({
      Header: { ReportName: 'ProfitAndLoss', Currency: 'EUR', Option: [{ Name: 'NoReportData', Value: 'false' }] },
      Columns: {
        Column: [
          { ColTitle: '', ColType: 'Account' },
          { ColTitle: 'Total', ColType: 'Money' },
        ],
      },
      Rows: { Row: [{ Summary: { ColData: [{ value: 'Total' }, { value: '12.00' }] }, group: 'Revenue' }, ...known] },
    }),
  });

  const error = await wire.fail('get_financial_summary', { include_comparisons: false });

  expect(error).toMatchObject({ code: 'bad_answer' });
  expect(error.message).toContain('get_report');
});
