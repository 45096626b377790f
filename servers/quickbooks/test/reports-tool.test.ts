import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createOracle } from './reports-oracle.ts';
import { emptyBooks } from './reports-small-books.ts';
import { createReportWire, day, tellBooks } from './reports-wire.ts';

const company = tellBooks('USD');
const oracle = createOracle(company);

holdDay(`${day}T10:00:00Z`);

interface Row {
  section: string[];
  kind: string;
  ids?: Record<string, string>;
  values: (string | null)[];
}

test('a profit and loss comes as rows with typed columns, sections, ids and marked totals', async () => {
  const found = await createReportWire(company, day).call('get_report', {
    report: 'profit_and_loss',
    start_date: '2026-10-01',
    end_date: '2026-10-31',
  });

  const { income, net } = oracle.profit('2026-10-01', '2026-10-31');
  expect(found).toMatchObject({
    ...{ report: 'ProfitAndLoss', currency: 'USD', basis: 'accrual' },
    ...{ start_date: '2026-10-01', end_date: '2026-10-31' },
    header: {
      columns: [
        { key: 'account', title: 'Account', type: 'text' },
        { key: 'total', title: 'Total', type: 'money' },
      ],
    },
  });
  expect(found.rows[0]).toMatchObject({ section: ['Income'], kind: 'row', ids: { account: '4000' } });
  const totals = found.rows.filter(({ kind }: Row) => kind === 'total').map(({ values }: Row) => values);
  expect(totals).toContainEqual(['Total Income', oracle.text(income)]);
  expect(totals.at(-1)).toEqual(['Net Income', oracle.text(net)]);
  expect(found).not.toHaveProperty('note');
});

test('a balance sheet keeps the path of headings that a row stands under', async () => {
  const { rows } = await createReportWire(company, day).call('get_report', { report: 'balance_sheet', end_date: day });

  const card = rows.find(({ ids }: Row) => ids?.account === '2100');
  expect(card.section).toEqual(['LIABILITIES AND EQUITY', 'Liabilities', 'Current Liabilities', 'Credit Cards']);
  expect(card.values[1]).toBe(oracle.text(-oracle.balance(day, 'credit_card')));
});

test('on the cash basis balance sheet, trial balance and ledger come to the profit and loss of it', async () => {
  const wire = createReportWire(company, day);
  const read = async (report: string, more = {}) => {
    const order = { report, start_date: '2026-07-01', end_date: day, accounting_method: 'cash', limit: 500, ...more };
    const { basis, rows } = await wire.call('get_report', order);
    expect(basis).toBe('cash');
    return rows as Row[];
  };

  const profit = (await read('profit_and_loss')).at(-1)?.values[1];
  const sheet = await read('balance_sheet');
  const sales = (await read('profit_and_loss')).find(({ ids }) => ids?.account === '4000')?.values[1];
  const [credit] = (await read('trial_balance')).filter(({ ids }) => ids?.account === '4000');
  const ledger = await read('general_ledger', { account_id: '4000' });

  expect(sheet.find(({ values }) => values[0] === 'Net Income')?.values[1]).toBe(profit);
  expect(credit?.values[2]).toBe(sales);
  expect(ledger.at(-1)?.values[6]).toBe(sales);
});

test('a ledger names transactions and customers, and its amounts have the places of the currency', async () => {
  const { rows, header, note } = await createReportWire(company, day).call('get_report', {
    report: 'general_ledger',
    start_date: '2026-11-01',
    end_date: day,
    account_id: '1000',
  });

  expect(header.columns.map(({ type }: { type: string }) => type)).toEqual([
    ...['date', 'text', 'text', 'text', 'text', 'text', 'money', 'money'],
  ]);
  const payment = rows.find(({ values }: Row) => values[1] === 'Payment');
  expect(payment.ids).toMatchObject({ txn_type: expect.any(String), name: expect.any(String) });
  const amounts = rows.flatMap(({ values }: Row) => values.slice(6)).filter((value: string | null) => value !== null);
  expect(amounts.every((amount: string) => /^-?\d+\.\d\d$/.test(amount))).toBe(true);
  expect(note).toContain('profit_and_loss');
});

test('pages hold all rows once', async () => {
  const wire = createReportWire(company, day);
  const order = { report: 'trial_balance', end_date: day };
  const whole = await wire.call('get_report', order);

  const first = await wire.call('get_report', { ...order, limit: 30 });
  const second = await wire.call('get_report', { ...order, limit: 30, cursor: first.next_cursor });

  expect([...first.rows, ...second.rows]).toEqual(whole.rows);
  expect(second).not.toHaveProperty('next_cursor');
});

test.each([
  ['profit_and_loss', { start_date: '2019-01-01', end_date: '2019-01-31' }],
  ['aged_receivables', { end_date: '2019-01-31' }],
  ['general_ledger', { start_date: '2019-01-01', end_date: '2019-01-31' }],
])('%s without data says so', async (report, days) => {
  const found = await createReportWire(company, day).call('get_report', { report, ...days });

  expect(found.note).toContain('nothing to report');
});

test.each([
  [{ report: 'balance_sheet', customer_id: '7' }, 'customer_id: does not go with balance_sheet', 'profit_and_loss'],
  [{ report: 'cash_flow', columns_by: 'class' }, 'columns_by: class does not go', 'profit_and_loss'],
  [{ report: 'cash_flow', accounting_method: 'cash' }, 'accounting_method: does not go', 'balance_sheet'],
  [{ report: 'profit_and_loss', account_id: '7' }, 'account_id: does not go', 'general_ledger'],
  [{ report: 'aged_payables', start_date: '2026-01-01' }, 'as of end_date', ''],
  [{ report: 'profit_and_loss', customer_id: '4', vendor_id: '9' }, 'vendor_id: does not go with customer_id', 'each'],
  [{ report: 'general_ledger', customer_id: '4', vendor_id: '9' }, 'vendor_id: does not go with customer_id', 'each'],
  [{ report: 'cash_flow', start_date: '2026-02-01', end_date: '2026-01-01' }, 'Exchange them', ''],
])('%o, which QuickBooks would not heed, is refused', async (input, message, instead) => {
  const wire = createReportWire(company, day);

  const error = await wire.fail('get_report', input);

  expect(error).toMatchObject({ code: 'invalid_input' });
  expect(error.message).toContain(message);
  expect(error.message).toContain(instead);
});

const header = { ReportName: 'ProfitAndLoss', Currency: 'USD', Option: [{ Name: 'NoReportData', Value: 'false' }] };
const Columns = {
  Column: [
    { ColTitle: '', ColType: 'Account' },
    { ColTitle: 'Total', ColType: 'Money' },
  ],
};
const sheet = (Row: unknown[]) => ({ Header: header, Columns, Rows: { Row } });

test('an account with others below it keeps its own amount as a row', async () => {
  const Row = [
    {
      Header: { ColData: [{ value: 'Automobile', id: '55' }, { value: '79.96' }] },
      Rows: { Row: [{ ColData: [{ value: 'Fuel', id: '56' }, { value: '167.85' }], type: 'Data' }] },
      Summary: { ColData: [{ value: 'Total Automobile' }, { value: '247.81' }] },
      type: 'Section',
    },
  ];
  const wire = createReportWire(company, day, { 'GET /reports/ProfitAndLoss': () => sheet(Row) });

  const { rows } = await wire.call('get_report', { report: 'profit_and_loss' });

  expect(rows.map(({ kind, values }: Row) => [kind, ...values])).toEqual([
    ['row', 'Automobile', '79.96'],
    ['row', 'Fuel', '167.85'],
    ['total', 'Total Automobile', '247.81'],
  ]);
});

test('a report that QuickBooks cuts off is an error, not a part', async () => {
  const Row = [{ ColData: [{ value: 'Unable to display more data. Please reduce the date range.' }], type: 'Data' }];
  const wire = createReportWire(company, day, { 'GET /reports/GeneralLedger': () => sheet(Row) });

  expect(await wire.fail('get_report', { report: 'general_ledger' })).toMatchObject({ code: 'too_large' });
});

test('amounts of any size keep every digit, and are added up exactly', async () => {
  const empty = emptyBooks('USD', 2);
  let state = 20_261_121;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
  for (let round = 0; round < 25; round += 1) {
    // Up to 18 digits: cents that no binary float can hold.
    const cents = Array.from({ length: 3 }, () => (BigInt(random()) * BigInt(random())) % 10n ** 18n);
    const text = (amount: bigint) =>
      String(amount)
        .padStart(3, '0')
        .replace(/(\d\d)$/, '.$1');
    const groups = ['COGS', 'Expenses', 'OtherExpenses'];
    const Row = cents.map((amount, index) => ({
      Summary: { ColData: [{ value: 'Total' }, { value: text(amount) }] },
      group: groups[index],
      type: 'Section',
    }));
    const sum = cents.reduce((total, amount) => total + amount, 0n);
    const net = { Summary: { ColData: [{ value: 'Net Income' }, { value: `-${text(sum)}` }] }, group: 'NetIncome' };
    const wire = createReportWire(empty, day, { 'GET /reports/ProfitAndLoss': () => sheet([...Row, net]) });

    const { rows } = await wire.call('get_report', { report: 'profit_and_loss' });
    const summary = await wire.call('get_financial_summary', { include_comparisons: false });

    expect(rows.map(({ values }: Row) => values[1])).toEqual([...cents.map(text), `-${text(sum)}`]);
    expect(summary).toMatchObject({ expenses: text(sum), net_income: `-${text(sum)}` });
  }
});

test.each([
  [{ end_date: '2025-03-31' }, '2024-07-01', '2025-03-31'],
  [{ end_date: '2026-07-01' }, '2026-07-01', '2026-07-01'],
  [{ start_date: '2026-10-01' }, '2026-10-01', day],
  [{}, null, null],
])('a report with %j is asked for with both its days', async (days, from, to) => {
  const wire = createReportWire(company, day);

  await wire.call('get_report', { report: 'profit_and_loss', ...days });

  const asked = wire.requests.find(({ path }) => path === '/reports/ProfitAndLoss')?.query;
  expect([asked?.get('start_date'), asked?.get('end_date')]).toEqual([from, to]);
});

test('a report that begins after today needs its last day, and says so', async () => {
  const wire = createReportWire(company, day);

  const error = await wire.fail('get_report', { report: 'profit_and_loss', start_date: '2026-12-01' });

  expect(error.code).toBe('invalid_input');
  expect(error.message).toContain('give end_date too');
});

test('open invoices in several currencies have no totals, and the answer says where there are some', async () => {
  const found = await createReportWire(company, day).call('get_report', { report: 'aged_receivable_detail' });

  expect(
    found.rows
      .at(-1)
      .values.slice(1)
      .every((value: string | null) => value === null),
  ).toBe(true);
  expect(found.note).toContain('aged_receivables has the totals');
  expect(found.note).toContain('search_transactions with unpaid the exchange_rate of each invoice');
});
