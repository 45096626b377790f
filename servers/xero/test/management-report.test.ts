import { Buffer } from 'node:buffer';
import type { Replies, WireRequest } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createXeroWire } from './fake-xero.ts';
import { wireProfit, wireReport } from './wire-report.ts';

const profits: Record<string, ReturnType<typeof wireProfit>> = {
  '2026-09-01': wireProfit(['1000.10'], ['400.00'], ['150.05']),
  '2026-08-01': wireProfit(['800.00'], ['300.00'], ['100.00']),
  '2025-09-01': wireProfit(['0.00'], ['0.00'], ['100.00']),
};

const sheet = wireReport(
  'Balance Sheet',
  ['now', 'a year before'],
  [
    { title: 'Assets', rows: [] },
    { title: 'Bank', rows: [['Current account', '090', '5000.00', '1.00']] },
    { title: 'Current Assets', rows: [['Accounts Receivable', '610', '1200.00', '1.00']] },
    { title: 'Fixed Assets', rows: [['Computers', '720', '900.00', '1.00']] },
    { title: '', rows: [], total: ['Total Assets', undefined, '7100.00', '3.00'] },
    { title: 'Liabilities', rows: [] },
    { title: 'Bank', rows: [['Overdrawn account', '091', '250.00', '0.00']] },
    { title: 'Current Liabilities', rows: [['Accounts Payable', '800', '600.00', '1.00']] },
    { title: 'Non-Current Liabilities', rows: [['Loan', '900', '1000.00', '1.00']] },
    { title: 'Equity', rows: [['Current Year Earnings', '970', '5250.00', '1.00']] },
  ],
);

const overall = '99999999-9999-4999-8999-999999999999';
const line = (code: string, amounts: Record<string, number>) => ({
  AccountID: `66666666-6666-4666-8666-666666666${code}`,
  BudgetBalances: Object.entries(amounts).map(([Period, Amount]) => ({ Period, Amount })),
});

const replies: Replies = {
  'GET /Reports/ProfitAndLoss': ({ query }: WireRequest) =>
    query.get('periods') === null
      ? profits[query.get('fromDate') ?? '']
      : wireProfit(['7.00', '1000.10', '800.00'], ['1.00', '400.00', '300.00'], ['1.00', '150.05', '100.00']),
  'GET /Reports/BalanceSheet': () => sheet,
  'GET /Reports/BankSummary': () =>
    wireReport(
      'Bank Summary',
      ['Opening Balance', 'Cash Received', 'Cash Spent', 'Closing Balance'],
      [
        {
          title: '',
          rows: [
            ['Current account', '090', '6000.00', '100.00', '1100.00', '5000.00'],
            ['Overdrawn account', '091', '0.00', '0.00', '250.00', '-250.00'],
          ],
          total: ['Total', undefined, '6000.00', '100.00', '1350.00', '4750.00'],
        },
      ],
    ),
  'GET /Budgets': () => ({ Budgets: [{ BudgetID: overall, Type: 'OVERALL', BudgetLines: [] }] }),
  [`GET /Budgets/${overall}`]: () => ({
    Budgets: [
      {
        BudgetID: overall,
        Type: 'OVERALL',
        BudgetLines: [line('200', { '2026-09': 1100, '2026-10': 5 }), line('400', { '2026-09': 100.05 })],
      },
    ],
  }),
  'GET /Invoices': ({ query }: WireRequest) => ({
    Invoices: query.get('where')?.includes('ACCREC')
      ? [
          {
            Contact: { Name: 'Slow & Co' },
            DueDate: '/Date(1782864000000+0000)/',
            CurrencyCode: 'GBP',
            AmountDue: 700.1,
          },
          { Contact: { Name: 'Slow & Co' }, DueDate: '2026-09-15T00:00:00', CurrencyCode: 'GBP', AmountDue: 0.2 },
          { Contact: { Name: 'Far Ltd' }, DueDate: '2026-10-15T00:00:00', CurrencyCode: 'EUR', AmountDue: 50 },
        ]
      : [],
  }),
};

const systemAccounts: Replies = {
  'GET /Accounts': () => ({
    Accounts: [
      {
        AccountID: '66666666-6666-4666-8666-666666666610',
        Name: 'AR',
        Type: 'CURRENT',
        Class: 'ASSET',
        SystemAccount: 'DEBTORS',
      },
      {
        AccountID: '66666666-6666-4666-8666-666666666800',
        Name: 'AP',
        Type: 'CURRLIAB',
        Class: 'LIABILITY',
        SystemAccount: 'CREDITORS',
      },
      {
        AccountID: '66666666-6666-4666-8666-666666666200',
        Code: '200',
        Name: 'Sales',
        Type: 'SALES',
        Class: 'REVENUE',
      },
    ],
  }),
};

const input = { report_type: 'monthly', period_end: '2026-09-10' };

test('sums are made from the rows and compared with the month and the year before', async () => {
  const report = await createXeroWire({ ...replies, ...systemAccounts }).call('generate_management_report', input);

  expect(report.period).toEqual({ from: '2026-09-01', to: '2026-09-30' });
  expect(report.prior_period).toEqual({ from: '2026-08-01', to: '2026-08-31' });
  expect(report.year_ago_period).toEqual({ from: '2025-09-01', to: '2025-09-30' });
  expect(report.profit_and_loss.net_profit).toEqual({
    amount: '450.05',
    prior: '400.00',
    prior_change_percent: '12.5',
    year_ago: '-100.00',
    year_ago_change_percent: '550.1',
  });
  expect(report.profit_and_loss.income.year_ago_change_percent).toBeNull();
  const amounts = Object.entries<{ amount: string }>(report.balance_sheet).map(([name, { amount }]) => [name, amount]);
  expect(Object.fromEntries(amounts)).toEqual({
    cash: '4750.00',
    receivables: '1200.00',
    current_assets: '6200.00',
    fixed_assets: '900.00',
    total_assets: '7100.00',
    payables: '600.00',
    current_liabilities: '850.00',
    long_term_liabilities: '1000.00',
    total_liabilities: '1850.00',
    net_assets: '5250.00',
  });
  expect(report.cash).toMatchObject({ opening: '6000.00', received: '100.00', spent: '1350.00', closing: '4750.00' });
});

test('the budget is that of the months of the period, and a miss says whether it helps or hurts', async () => {
  const report = await createXeroWire({ ...replies, ...systemAccounts }).call('generate_management_report', input);

  const byName = new Map(report.accounts.map((one: { name: string }) => [one.name, one]));
  expect(byName.get('Sales')).toMatchObject({ budget: '1100.00', variance: '-99.90', variance_effect: 'worse' });
  expect(byName.get('Advertising')).toMatchObject({ budget: '100.05', variance: '50.00', variance_effect: 'worse' });
  expect(byName.get('Purchases')).not.toHaveProperty('variance');
  expect(report.budget).toMatchObject({ available: true, net_profit: '999.95', net_profit_variance: '-549.90' });
});

test('unpaid invoices are aged in their own currency', async () => {
  const report = await createXeroWire({ ...replies, ...systemAccounts }).call('generate_management_report', input);

  expect(report.receivables).toEqual([
    {
      currency: 'GBP',
      total: '700.30',
      not_due: '0.00',
      days_1_to_30: '0.20',
      days_31_to_60: '0.00',
      days_61_to_90: '0.00',
      over_90_days: '700.10',
      largest: [{ contact: 'Slow & Co', amount: '700.30', invoices: 2 }],
    },
    expect.objectContaining({ currency: 'EUR', total: '50.00', not_due: '50.00' }),
  ]);
});

test('a trend that ends in a month of 30 days is read from the next month, which is left out', async () => {
  const xero = createXeroWire({ ...replies, ...systemAccounts });

  const report = await xero.call('generate_management_report', input);

  const trend = xero.requests.find(({ query }) => query.get('periods') === '11');
  expect(Object.fromEntries(trend?.query ?? [])).toMatchObject({ fromDate: '2026-10-01', toDate: '2026-10-31' });
  expect(report.trend).toEqual([
    { month: '2026-08', income: '800.00', costs: '400.00', net_profit: '400.00' },
    { month: '2026-09', income: '1000.10', costs: '550.05', net_profit: '450.05' },
  ]);
});

test('key figures carry their formula and inputs, and highlights their numbers', async () => {
  const report = await createXeroWire({ ...replies, ...systemAccounts }).call('generate_management_report', input);

  const kpis = new Map(report.kpis.map((one: { name: string }) => [one.name, one]));
  expect(kpis.get('monthly_burn')).toMatchObject({ value: '1250.00', unit: 'GBP' });
  expect(kpis.get('runway_months')).toMatchObject({ value: '3.8', unit: 'months' });
  expect(kpis.get('current_ratio')).toMatchObject({ value: '7.2941' });
  const statements = report.highlights.map(({ statement }: { statement: string }) => statement).join('\n');
  expect(statements).toContain('Net profit 450.05 GBP, +50.05 (+12.5 %) against the period before (400.00)');
  expect(statements).toContain(
    'Of 700.30 GBP invoiced to customers by 2026-09-30 and unpaid now 700.30 was overdue on 2026-09-30, 700.10 by more than 90 days',
  );
});

test('what is not asked for is neither read nor told', async () => {
  const xero = createXeroWire({ ...replies, ...systemAccounts });

  const report = await xero.call('generate_management_report', {
    ...input,
    include_budget_variance: false,
    include_kpi_analysis: false,
  });

  expect(report).not.toHaveProperty('kpis');
  expect(report).not.toHaveProperty('budget');
  expect(xero.requests.some(({ path }) => path.startsWith('/Budgets'))).toBe(false);
});

const noScope = () =>
  Response.json({ Title: 'Unauthorized', Status: 401, Detail: 'AuthorizationUnsuccessful' }, { status: 401 });
const noRole = () => Response.json({ Title: 'Forbidden', Status: 403, Detail: 'Forbidden' }, { status: 403 });

test.each([
  ['budget', 'GET /Budgets', 'budget', noScope],
  ['budget', 'GET /Budgets', 'budget', noRole],
  ['budget', `GET /Budgets/${overall}`, 'budget', noRole],
  ['cash', 'GET /Reports/BankSummary', 'cash', noScope],
  ['balance_sheet', 'GET /Reports/BalanceSheet', 'balance_sheet', noScope],
])('without access to %s (%s) the report comes, and says so', async (part, path, field, refuse) => {
  const xero = createXeroWire({ ...replies, ...systemAccounts, [path]: refuse });

  const report = await xero.call('generate_management_report', { ...input, format: 'page' });

  expect(report.profit_and_loss.net_profit.amount).toBe('450.05');
  expect(report).not.toHaveProperty(field);
  expect(report.left_out).toEqual([{ part, reason: expect.stringMatching(/scope|permission|allowed|refused/) }]);
  const { markdown } = (await xero.page('generate_management_report', { ...input, format: 'page' })) ?? {};
  expect(markdown).toContain(`- Without ${part.replace('_', ' ')}: `);
});

test('without access to invoices what is unpaid is left out, and not told to be nothing', async () => {
  const xero = createXeroWire({ ...replies, ...systemAccounts, 'GET /Invoices': noScope });

  const report = await xero.call('generate_management_report', input);

  expect(report).not.toHaveProperty('receivables');
  expect(report.left_out.map(({ part }: { part: string }) => part)).toEqual(['receivables', 'payables']);
  expect(report.kpis.map(({ name }: { name: string }) => name)).toContain('debtor_days');
});

test('what Xero cannot answer now, or does not open at all, is no report with less in it', async () => {
  const failing = () => new Response('<html>busy</html>', { status: 503 });
  const report = (path: string, reply: () => Response) =>
    createXeroWire({ ...replies, ...systemAccounts, [path]: reply }).call('generate_management_report', input);

  await expect(report('GET /Budgets', failing)).rejects.toMatchObject({ code: 'unavailable' });
  await expect(report('GET /Reports/ProfitAndLoss', noScope)).rejects.toMatchObject({ code: 'forbidden' });
});

test('a page is Markdown and a picture of the trend, and comes only when it is asked for', async () => {
  const xero = createXeroWire({ ...replies, ...systemAccounts });

  const page = await xero.page('generate_management_report', { ...input, format: 'page' });

  expect(page?.markdown).toContain('450.05');
  expect(
    Buffer.from(page?.picture ?? [])
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  expect(await xero.page('generate_management_report', input)).toBeUndefined();
});

test.each([
  ['quarterly', '2026-02-28', ['2025-12-01', '2026-02-28'], ['2025-09-01', '2025-11-30'], ['2024-12-01', '2025-02-28']],
  ['annual', '2024-02-10', ['2023-03-01', '2024-02-29'], ['2022-03-01', '2023-02-28'], ['2022-03-01', '2023-02-28']],
])('a %s report ending in %s covers whole months', async (report_type, period_end, current, prior, yearAgo) => {
  const empty = wireProfit(['0.00'], ['0.00'], ['0.00']);
  const xero = createXeroWire({ ...replies, 'GET /Reports/ProfitAndLoss': () => empty });

  const report = await xero.call('generate_management_report', { report_type, period_end });

  const range = ({ from, to }: { from: string; to: string }) => [from, to];
  expect([report.period, report.prior_period, report.year_ago_period].map(range)).toEqual([current, prior, yearAgo]);
});
