import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test, vi } from 'vitest';
import { createXeroSimulator } from '../simulator/xero-simulator.ts';
import { openServer } from './open-server.ts';
import { createOracle } from './reports-oracle.ts';

const today = '2026-11-21';

holdDay(`${today}T10:00:00Z`);

test('a month that runs is told to be no whole one, and only what is overdue today counts as overdue', async () => {
  const caller = openServer();

  const report = await caller.call('generate_management_report', { period_end: today });
  const search = { type: 'ACCREC', statuses: ['AUTHORISED'], due_to: '2026-11-20', limit: 100 };
  const { invoices } = await caller.call('search_invoices', search);
  // What was overpaid nine days ago is taken off what is overdue.
  const overpaid = '-250.00';

  const sum = (amounts: string[]) => amounts.reduce((cents, amount) => cents + Math.round(Number(amount) * 100), 0);
  const isPounds = ({ currency }: { currency: string }) => currency === 'GBP';
  const pounds = report.receivables.find(isPounds);
  const overdue: string[] = invoices.filter(isPounds).map(({ amount_due: due }: { amount_due: string }) => due);
  expect(sum([pounds.days_1_to_30, pounds.days_31_to_60, pounds.days_61_to_90, pounds.over_90_days])).toBe(
    sum([...overdue, overpaid]),
  );
  expect(report.highlights[0].statement).toContain('runs until 2026-11-30 and today is 2026-11-21');
  const told = report.highlights.map(({ statement }: { statement: string }) => statement).join(' ');
  expect(told).toContain('owed by customers on 2026-11-21,');
  expect(told).toContain('is overdue,');
  const { income, net_profit: net } = report.profit_and_loss;
  expect(told).toContain(`Income ${income.amount} GBP and net profit ${net.amount} GBP so far.`);
  expect(told).not.toMatch(/against the period before|against a budget/);
});

test('how long customers take is told of the days that have passed, and a year is compared with one other', async () => {
  const { company } = createXeroSimulator({ today }).state.books;
  const { movement, balance } = createOracle(company);
  const caller = openServer();

  const { kpis } = await caller.call('generate_management_report', { period_end: today });
  const amounts = kpis.flatMap(({ inputs }: { inputs: Record<string, string> }) =>
    Object.entries(inputs).filter(([name]) => name !== 'days' && name !== 'months'),
  );
  expect(amounts.filter(([, amount]: [string, string]) => !/\.\d{2,}$/.test(amount))).toEqual([]);
  const year = await caller.call('generate_management_report', { period_end: '2026-06-30', report_type: 'annual' });

  const days = (21 * balance('2026-11-30', 'accounts_receivable')) / -movement('2026-11-01', '2026-11-30', 'income');
  const debtorDays = kpis.find(({ name }: { name: string }) => name === 'debtor_days');
  expect(debtorDays).toMatchObject({ value: days.toFixed(1), inputs: { days: '21' } });
  const told = year.highlights.map(({ statement }: { statement: string }) => statement).join(' ');
  expect(told).toMatch(/^Income [^,]+, [^,]+ against a year before/);
});

test('cash burnt in a month that runs is counted by the days so far, as that of a mean month', async () => {
  const caller = openServer();

  const { kpis, cash } = await caller.call('generate_management_report', { period_end: today });

  const burn = kpis.find(({ name }: { name: string }) => name === 'monthly_burn');
  const burnt = Number(cash.opening) - Number(cash.closing);
  expect(burn).toMatchObject({
    formula: '(opening cash - closing cash) / (days / 30.4375)',
    inputs: { openingCash: cash.opening, closingCash: cash.closing, days: '21' },
  });
  expect(burnt).not.toBe(0);
  expect(Number(burn.value)).toBeCloseTo((burnt / 21) * 30.4375, 2);
});

test('cash burnt a month is not told of the first days of one', async () => {
  vi.setSystemTime(Date.parse('2026-11-05T10:00:00Z'));

  const { kpis } = await openServer().call('generate_management_report', { period_end: '2026-11-05' });

  const names = kpis.map(({ name }: { name: string }) => name);
  expect(names).toContain('net_margin');
  expect(names).not.toContain('monthly_burn');
  expect(names).not.toContain('runway_months');
});

test.each([
  ['monthly', '2026-12-31', '2026-12-01'],
  ['annual', '2027-12-31', '2027-01-01'],
])(
  'a %s period to %s, which has not begun, is refused before any report is read',
  async (report_type, period_end, from) => {
    const error = await openServer().fail('generate_management_report', { report_type, period_end });

    expect(error).toMatchObject({
      code: 'invalid_input',
      details: { fields: [{ path: 'period_end', problem: `the period begins on ${from}, after today, ${today}` }] },
    });
  },
);

test('a trial balance and the key figures of a month that runs say which days count', async () => {
  const { call } = openServer();
  const hintOf = async (report: string, days = {}) => (await call('get_report', { report, ...days })).hint;

  expect(await hintOf('trial_balance')).toBe(
    'Debit and Credit are what moved from 2026-11-01 to 2026-11-21; YTD is the balance, of income and costs from 2026-07-01.',
  );
  expect(await hintOf('executive_summary')).toBe(
    'The month runs until 2026-11-30 and today is 2026-11-21: Variance is against a whole month.',
  );
  expect(await hintOf('executive_summary', { to_date: '2026-10-31' })).toBeUndefined();
});

test('nothing of the kind is said of a month that is over', async () => {
  const report = await openServer().call('generate_management_report', { period_end: '2026-10-31' });

  expect(JSON.stringify(report.highlights)).not.toContain('runs until');
});

test('money that is dated after today has not moved and paid nothing, though it is booked', async () => {
  const caller = openServer();
  const report = () => caller.call('generate_management_report', { period_end: today });
  const before = await report();
  const { invoices } = await caller.call('search_invoices', {
    type: 'ACCPAY',
    statuses: ['AUTHORISED'],
    date_to: today,
  });
  const { accounts } = await caller.call('list_accounts', { bank_only: true, contains: 'Operating' });
  const [{ invoice_id, amount_due: amount }] = invoices;
  const paid = { invoice_id, account_id: accounts[0].account_id, amount, date: '2026-11-28' };

  await caller.call('create_payment', paid);

  const after = await report();
  const bank = await caller.call('get_report', { report: 'bank_summary', from_date: '2026-11-01', to_date: today });
  expect(after.payables).toEqual(before.payables);
  expect(after.cash).toEqual(before.cash);
  expect(bank.rows.at(-1).values.at(-1)).toBe(after.cash.closing);
  expect(after.balance_sheet.cash.amount).not.toBe(before.balance_sheet.cash.amount);
  const told = after.highlights.map(({ statement }: { statement: string }) => statement).join(' ');
  expect(told).toContain('the balance sheet has also what is dated until 2026-11-30.');
  expect(told).toContain(`the balance sheet of 2026-11-30 has ${after.balance_sheet.cash.amount}, with what is dated`);
});
