import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { createXeroWire } from './fake-xero.ts';
import { overall, replies, systemAccounts } from './management-wire.ts';
import { wireProfit } from './wire-report.ts';

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

test('an account with a budget and no bookings stands among the accounts, missed by all of its budget', async () => {
  const budget = {
    AccountID: '66666666-6666-4666-8666-666666666404',
    BudgetBalances: [{ Period: '2026-09', Amount: 70 }],
  };
  const fees = {
    AccountID: budget.AccountID,
    Code: '404',
    Name: 'Bank Fees',
    Type: 'OVERHEADS',
    Class: 'EXPENSE',
    Status: 'ACTIVE',
  };
  const report = await createXeroWire({
    ...{ ...replies, ...systemAccounts, 'GET /Accounts': () => ({ Accounts: [fees] }) },
    [`GET /Budgets/${overall}`]: () => ({ Budgets: [{ BudgetID: overall, Type: 'OVERALL', BudgetLines: [budget] }] }),
  }).call('generate_management_report', input);

  expect(report.accounts).toContainEqual(
    expect.objectContaining({ name: 'Bank Fees', budget: '70.00', variance: '-70.00', variance_effect: 'better' }),
  );
});

test('a page has accounts without a budget as well, so that its rows come to what it says of the result', async () => {
  const page = await createXeroWire({ ...replies, ...systemAccounts }).page('generate_management_report', {
    ...input,
    format: 'page',
  });

  expect(page?.markdown).toMatch(/^\| \d* ?Purchases \| (\S+) \| none \| \1 \| /m);
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

test('a trend that ends in a month of 30 days is read from the one before, and that month by itself', async () => {
  const xero = createXeroWire({ ...replies, ...systemAccounts });

  const report = await xero.call('generate_management_report', input);

  const trend = xero.requests.find(({ query }) => query.has('periods'));
  expect(Object.fromEntries(trend?.query ?? [])).toMatchObject({
    ...{ fromDate: '2026-08-01', toDate: '2026-08-31', periods: '10' },
  });
  expect(report.trend).toEqual([
    { month: '2026-07', income: '700.00', other_income: '0.00', costs: '400.00', net_profit: '300.00' },
    { month: '2026-08', income: '800.00', other_income: '0.00', costs: '400.00', net_profit: '400.00' },
    { month: '2026-09', income: '1000.10', other_income: '0.00', costs: '550.05', net_profit: '450.05' },
  ]);
});

test('key figures carry their formula and inputs, and highlights their numbers', async () => {
  const report = await createXeroWire({ ...replies, ...systemAccounts }).call('generate_management_report', input);

  const kpis = new Map(report.kpis.map((one: { name: string }) => [one.name, one]));
  expect(kpis.get('monthly_burn')).toMatchObject({ value: '1250.00', unit: 'GBP' });
  expect(kpis.get('runway_months')).toMatchObject({ value: '3.8', unit: 'months' });
  expect(kpis.get('creditor_days')).toMatchObject({
    formula: 'accounts payable / (cost of sales + operating expenses) x days',
    inputs: { payables: '600.00', costOfSales: '400.00', operatingExpenses: '150.05', days: '30' },
  });
  expect(kpis.get('current_ratio')).toMatchObject({ value: '7.2941' });
  const statements = report.highlights.map(({ statement }: { statement: string }) => statement).join('\n');
  expect(statements).toContain('Net profit 450.05 GBP, +50.05 (+12.5 %) against the period before (400.00)');
  expect(statements).toMatch(
    /^Of 700.30 GBP owed by customers on 2026-09-30, 700.30 was overdue then, 700.10 by more than 90 days; most/m,
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

test('a page is Markdown and a picture of the trend, and comes only when it is asked for', async () => {
  const xero = createXeroWire({ ...replies, ...systemAccounts });

  const page = await xero.page('generate_management_report', { ...input, format: 'page' });

  expect(page?.markdown).toContain('450.05');
  expect(page?.markdown).toContain('## Owed by customers on 2026-09-30');
  expect(
    Buffer.from(page?.picture ?? [])
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  expect(await xero.page('generate_management_report', input)).toBeUndefined();
});

test.each([
  ['quarterly', '2026-02-28', ['2025-12-01', '2026-02-28'], ['2025-09-01', '2025-11-30'], ['2024-12-01', '2025-02-28']],
  ['annual', '2024-02-10', ['2023-03-01', '2024-02-29'], ['2022-03-01', '2023-02-28'], undefined],
])('a %s report ending in %s covers whole months', async (report_type, period_end, current, prior, yearAgo) => {
  const empty = wireProfit(['0.00'], ['0.00'], ['0.00']);
  const xero = createXeroWire({ ...replies, 'GET /Reports/ProfitAndLoss': () => empty });

  const report = await xero.call('generate_management_report', { report_type, period_end });

  const range = (one?: { from: string; to: string }) => one && [one.from, one.to];
  expect([report.period, report.prior_period, report.year_ago_period].map(range)).toEqual([current, prior, yearAgo]);
  // The year before a year is the period before it: read once, and told once.
  expect(xero.requests.filter(({ path }) => path === '/Reports/BalanceSheet')).toHaveLength(yearAgo ? 3 : 2);
  // This organisation's year ends in March.
  const [own, ownName] = yearAgo
    ? ['2026-01-01 to 2026-03-31', 'quarter of the financial year']
    : ['2023-04-01 to 2024-03-31', 'financial year'];
  expect(report.highlights[0].statement).toBe(
    `${current.join(' to ')} is no ${ownName} of the organisation; the one with ${current[1]} in it is ${own}.`,
  );
  expect('year_ago' in report.balance_sheet.cash).toBe(yearAgo !== undefined);
});
