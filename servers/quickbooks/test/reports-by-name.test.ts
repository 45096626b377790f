import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { openServer } from './open-server.ts';
import { createReportWire, day, tellBooks } from './reports-wire.ts';

const company = tellBooks('USD');

holdDay(`${day}T10:00:00Z`);

interface Row {
  kind: string;
  ids?: Record<string, string>;
  values: (string | null)[];
}

const cents = (text: string | null | undefined) => Math.round(Number(text ?? 0) * 100);
const days = { start_date: '2026-07-01', end_date: '2026-09-30', limit: 500 };

test.each([
  ['sales_by_customer', 'CustomerSales', ['Total Income']],
  ['sales_by_product', 'ItemSales', ['Total Income']],
  ['expenses_by_vendor', 'VendorExpenses', ['Total Cost of Goods Sold', 'Total Expenses', 'Total Other Expenses']],
] as const)('%s comes to what the profit and loss has, on either basis', async (report, name, sums) => {
  const wire = createReportWire(company, day);

  for (const accounting_method of ['accrual', 'cash']) {
    const order = { ...days, accounting_method };
    const found = await wire.call('get_report', { ...order, report });
    const profit = await wire.call('get_report', { ...order, report: 'profit_and_loss' });

    const rows: Row[] = found.rows;
    const place = found.header.columns.findIndex(({ key }: { key: string }) => /^total(_amount)?$/.test(key));
    const total = cents(rows.at(-1)?.values[place]);
    const parts = rows.filter(({ kind }) => kind === 'row').map(({ values }) => cents(values[place]));
    const wanted = profit.rows.filter(({ values }: Row) => sums.some((sum) => sum === values[0]));
    expect(found).toMatchObject({ report: name, basis: accounting_method });
    expect(rows.map(({ kind }) => kind).filter((kind) => kind === 'total')).toHaveLength(1);
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
    expect(wanted.reduce((sum: number, { values }: Row) => sum + cents(values.at(-1)), 0)).toBe(total);
  }
});

test('sales by customer come by month, and of one customer alone', async () => {
  const { call, query } = openServer();
  const { body } = await query("select * from Customer where DisplayName = 'Jubilee Cinemas'");
  const order = { ...days, report: 'sales_by_customer', columns_by: 'month' };

  const all = await call('get_report', order);
  const [{ Id: id }] = body.QueryResponse.Customer;
  const one = await call('get_report', { ...order, customer_id: id });

  const own = all.rows.find(({ ids }: Row) => ids?.customer === id);
  expect(all.header.columns.map(({ title }: { title: string }) => title)).toEqual([
    ...['Customer', 'Jul 2026', 'Aug 2026', 'Sep 2026', 'Total'],
  ]);
  expect(own.values[0]).toBe('Jubilee Cinemas');
  expect(one.rows[0]).toEqual(own);
  expect(one.rows).toHaveLength(2);
});

test('sales by product tell each figure below a column in a column of its own, with the item as it is searched for', async () => {
  const { call } = openServer();

  const { header, rows } = await call('get_report', { ...days, report: 'sales_by_product' });
  const { items } = await call('search_items', { limit: 100 });

  expect(header.columns.slice(0, 5)).toEqual([
    { key: 'item', title: 'Item', type: 'text' },
    { key: 'total_quantity', title: 'Total Quantity', type: 'number' },
    { key: 'total_amount', title: 'Total Amount', type: 'money' },
    { key: 'total_percent_of_sales', title: 'Total % of Sales', type: 'text' },
    { key: 'total_avg_price', title: 'Total Avg Price', type: 'money' },
  ]);
  const [first] = rows;
  const item = items.find(({ item_ref: id }: { item_ref: string }) => id === first.ids.item);
  expect(first.values[0]).toBe(item.name);
  expect(first.values.slice(1, 5)).toEqual([
    ...[expect.stringMatching(/^\d+\.\d\d$/), expect.stringMatching(/^\d+\.\d\d$/)],
    ...[expect.stringMatching(/^\d+\.\d\d %$/), expect.stringMatching(/^\d+\.\d\d$/)],
  ]);
  expect(cents(first.values[2]) / Number(first.values[1])).toBeCloseTo(cents(first.values[4]), -1);
});

test('a ledger of one customer says that its balances can be those of the whole account', async () => {
  const { call } = openServer();
  const [{ customer_id }] = (await call('search_customers', { limit: 1 })).customers;

  const { note } = await call('get_report', { ...days, report: 'general_ledger', customer_id });

  expect(note).toContain('balances can be those of the whole account: add up the amounts instead');
});
