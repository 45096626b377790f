import { expect, test } from 'vitest';
import { createXeroWire } from './fake-xero.ts';
import { overall, replies, systemAccounts } from './management-wire.ts';

const input = { report_type: 'monthly', period_end: '2026-09-10' };

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
