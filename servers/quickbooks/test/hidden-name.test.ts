import { createCaller, holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { openServer } from './open-server.ts';
import { unlimitedQuickBooks } from './unlimited-quickbooks.ts';

holdDay('2026-11-21T10:00:00Z');

/** The company as it is, and as who is shown no confidential field is shown it. */
function openBoth() {
  const { simulator, call } = openServer();
  const hidden = createCaller({
    server: unlimitedQuickBooks,
    settings: { QUICKBOOKS_ACCESS_TOKEN: simulator.demoToken, QUICKBOOKS_REALM_ID: simulator.realmId },
    transport: simulator.fetch,
    role: { scopes: ['*'], clearance: 'internal' },
  });
  return { call, hidden };
}

const days = { start_date: '2026-08-01', end_date: '2026-10-31', limit: 500 };

test.each([
  { report: 'aged_receivables' },
  { report: 'sales_by_customer', ...days },
  { report: 'profit_and_loss', columns_by: 'customer', ...days },
])('who is shown no confidential field is told no customer by $report', async (input) => {
  const { call, hidden } = openBoth();
  const { customers } = await call('search_customers', { limit: 100 });

  const [seen, masked] = [await call('get_report', input), await hidden.call('get_report', input)];

  const told = (report: unknown) => {
    const text = JSON.stringify(report);
    return customers.filter(({ name }: { name: string }) => text.includes(name)).length;
  };
  expect(told(seen)).toBeGreaterThan(5);
  expect(told(masked)).toBe(0);
});

test('who is shown no confidential field is told no customer by a warning, nor by a refusal', async () => {
  const { call, hidden } = openBoth();
  const [{ customer_id, name }] = (await call('search_customers', { query: 'Dunmore' })).customers;
  const invoice = { customer_id, line_items: [{ item_ref: '1', quantity: '999', rate: '999.00' }] };

  const { warnings } = await hidden.call('create_invoice', invoice);
  const refused = await hidden.fail('create_invoice', { ...invoice, currency: 'EUR' });

  expect(warnings.map(({ kind }: { kind: string }) => kind)).toContain('over_limit');
  expect(JSON.stringify(warnings)).not.toContain(name);
  expect(refused.message).toContain('in USD alone');
  expect(refused.message).not.toContain(name);
});
