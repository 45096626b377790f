import { createCaller, holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { openServer } from './open-server.ts';
import { unlimitedQuickBooks } from './unlimited-quickbooks.ts';

holdDay('2026-11-21T10:00:00Z');

const days = { start_date: '2026-08-01', end_date: '2026-10-31', limit: 500 };

test.each([
  { report: 'aged_receivables' },
  { report: 'sales_by_customer', ...days },
  { report: 'profit_and_loss', columns_by: 'customer', ...days },
])('who is shown no confidential field is told no customer by $report', async (input) => {
  const { simulator, call } = openServer();
  const viewer = createCaller({
    server: unlimitedQuickBooks,
    settings: { QUICKBOOKS_ACCESS_TOKEN: simulator.demoToken, QUICKBOOKS_REALM_ID: simulator.realmId },
    transport: simulator.fetch,
    role: { scopes: ['*:read'], clearance: 'internal' },
  });
  const { customers } = await call('search_customers', { limit: 100 });

  const [seen, hidden] = [await call('get_report', input), await viewer.call('get_report', input)];

  const told = (report: unknown) => {
    const text = JSON.stringify(report);
    return customers.filter(({ name }: { name: string }) => text.includes(name)).length;
  };
  expect(told(seen)).toBeGreaterThan(5);
  expect(told(hidden)).toBe(0);
});
