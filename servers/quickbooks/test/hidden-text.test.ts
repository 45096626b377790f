import { createCaller, holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { openServer } from './open-server.ts';
import { unlimitedQuickBooks } from './unlimited-quickbooks.ts';

holdDay('2026-11-21T10:00:00Z');

const { simulator, call } = openServer();
const viewer = createCaller({
  server: unlimitedQuickBooks,
  settings: { QUICKBOOKS_ACCESS_TOKEN: simulator.demoToken, QUICKBOOKS_REALM_ID: simulator.realmId },
  transport: simulator.fetch,
  role: { scopes: ['*:read'], clearance: 'internal' },
});

const days = { start_date: '2026-08-01', end_date: '2026-11-21', limit: 500 };

/** An invoice to a customer and a bill of a vendor in whose free texts the customer's name stands, as people write it. */
async function bookFor(name: string) {
  const { customer } = await call('create_customer', { name });
  const line = { item_ref: '1', quantity: '1', rate: '95.00', description: `Visit at ${name}` };
  const sale = { customer_id: customer.customer_id, line_items: [line], memo: `Thanks, ${name}` };
  const { invoice } = await call('create_invoice', sale);
  const [{ vendor_id }] = (await call('search_vendors', {})).vendors;
  const [{ account_id }] = (await call('list_accounts', { class: 'Expense' })).accounts;
  const cost = { account_id, rate: '40.00', description: `Taxi to ${name}` };
  const { bill } = await call('create_bill', { vendor_id, line_items: [cost], memo: `For ${name}` });
  return { invoice, bill };
}

test.each(['Cher', "Zoë O'Brien-Łuk", '王小明', 'Alder & Finch (Hull) Ltd'])(
  'who is shown no confidential field is told of %s by no text of a transaction or report',
  async (name) => {
    const { invoice, bill } = await bookFor(name);
    const reads = [
      ['get_transaction', { type: 'invoice', transaction_id: invoice.transaction_id }],
      ['get_transaction', { type: 'bill', transaction_id: bill.transaction_id }],
      ['search_transactions', { type: 'bill', limit: 100 }],
      ['search_customers', { query: name }],
      ['get_report', { report: 'aged_receivables', limit: 500 }],
      ['get_report', { report: 'aged_receivable_detail', limit: 500 }],
      ['get_report', { report: 'sales_by_customer', ...days }],
      ['get_report', { report: 'general_ledger', customer_id: invoice.party_id, ...days }],
      ['get_report', { report: 'profit_and_loss', columns_by: 'customer', ...days }],
    ] as const;

    for (const [tool, input] of reads) {
      const [seen, hidden] = [await call(tool, input), await viewer.call(tool, input)];
      expect.soft(JSON.stringify(seen), JSON.stringify(input)).toContain(name);
      expect.soft(JSON.stringify(hidden), JSON.stringify(input)).not.toContain(name);
    }
  },
);

test('who is shown no confidential field reads accounts, months, items, ages and sums of a report', async () => {
  const textOf = async (input: object) => JSON.stringify(await viewer.call('get_report', { ...days, ...input }));

  const profit = await textOf({ report: 'profit_and_loss', columns_by: 'month' });
  expect(profit).toContain('Total Income');
  expect(profit).toContain('Aug 2026');
  expect(profit).not.toContain('***');
  expect(await textOf({ report: 'balance_sheet' })).not.toMatch(/\*\*\*|masked/);
  expect(await textOf({ report: 'sales_by_product' })).not.toMatch(/\*\*\*|masked/);
  const { rows } = await viewer.call('get_report', { report: 'aged_receivables' });
  expect(rows[0].values).toEqual([expect.stringMatching(/^.\*{3}$/u), ...rows[0].values.slice(1)]);
  expect(rows.at(-1).values[0]).toBe('TOTAL');
  expect(rows.at(-1).values.at(-1)).toMatch(/^\d+\.\d\d$/);
});

test('a forecast names nobody to who is shown no confidential field, and tells all else', async () => {
  const [seen, hidden] = [await call('cash_flow_forecast', {}), await viewer.call('cash_flow_forecast', {})];

  expect(hidden.insights[0]).toBe(seen.insights[0]);
  const told = hidden.recommendations.find((each: string) => each.startsWith('Chase'));
  expect(told).toMatch(/^Chase .\*{3}: [\d.]+ USD is overdue/u);
});
