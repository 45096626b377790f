import type { Company } from '@bizmcp/testkit/company';
import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { emptyBooks, invest, monthly, spend } from './reports-small-books.ts';
import { createReportWire, day } from './reports-wire.ts';

holdDay(`${day}T10:00:00Z`);

test('a company that left its bank is projected from what went through the old account too', async () => {
  const company = emptyBooks('USD', 2);
  const { ledger } = company;
  invest(ledger, '2024-10-02', 5_000_000);
  for (const date of monthly('2024-11-03', 25)) spend(ledger, date, 150_000, 'HARBOUR RENTS');
  ledger.post({ kind: 'transfer', accountId: '1', toAccountId: '2', date: '2026-11-10', amount: 1_250_000 });
  const checking = ledger.accounts.get('1');
  if (checking) ledger.saveAccount({ ...checking, active: false });

  const forecast = await createReportWire(company, day).call('cash_flow_forecast', { forecast_months: 2 });

  expect(forecast.opening_balance).toBe('12500.00');
  expect(forecast.monthly_projections.at(-1)).toMatchObject({ inflow: '0.00', outflow: '1500.00' });
});

/** What owns and owes: the bank, and where its money is from. An account that was closed is told only to who asks for those too. */
function createLentWire(company: Company, lender: { AccountType: string; Active?: boolean }) {
  const bank = { Id: '1', Name: 'Checking', AccountType: 'Bank' };
  return createReportWire(company, day, {
    'GET /query': ({ query }) => {
      const statement = query.get('query') ?? '';
      const all = [bank, { Id: '5', Name: 'Owner Capital', ...lender }];
      const Account = lender.Active === false && !statement.includes('Active IN') ? [bank] : all;
      return { QueryResponse: statement.includes('from account') ? { Account } : {} };
    },
  });
}

test.each([
  ['of an owner', { AccountType: 'Equity' }],
  ['of an owner whose account was closed since', { AccountType: 'Equity', Active: false }],
  ['lent for years', { AccountType: 'Long Term Liability' }],
  ['lent for months', { AccountType: 'Other Current Liability', AccountSubType: 'LineOfCredit' }],
])('money %s is no income to come, and is told', async (_, lender) => {
  const company = emptyBooks('USD', 2);
  const { ledger } = company;
  for (const date of ['2026-03-02', '2026-06-02', '2026-08-17']) invest(ledger, date, 1_000_000);
  for (const date of monthly('2026-03-05', 9)) spend(ledger, date, 150_000, 'HARBOUR RENTS');

  const forecast = await createLentWire(company, lender).call('cash_flow_forecast', { forecast_months: 3 });

  expect(forecast.opening_balance).toBe('16500.00');
  expect(forecast.monthly_projections.map(({ inflow }: { inflow: string }) => inflow)).toEqual([
    '0.00',
    '0.00',
    '0.00',
  ]);
  expect(forecast.notes.join('\n')).toContain('30000.00 USD that owners put in or that was lent');
});
