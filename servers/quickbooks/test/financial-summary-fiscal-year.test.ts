import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createOracle } from './reports-oracle.ts';
import { emptyBooks, invest, sell, spend, take } from './reports-small-books.ts';
import { createReportWire, day } from './reports-wire.ts';

holdDay(`${day}T10:00:00Z`);

test('in a fiscal year from April and a currency without cents, quarter and year begin where the company says', async () => {
  const company = emptyBooks('JPY', 0);
  const { ledger } = company;
  invest(ledger, '2025-01-10', 1_000_000);
  const first = sell(ledger, '2025-12-05', 400_000);
  sell(ledger, '2026-04-02', 70_001);
  const second = sell(ledger, '2026-10-20', 250_000);
  take(ledger, '2026-02-03', 400_000, first);
  take(ledger, '2026-11-02', 99_999, second);
  spend(ledger, '2026-03-31', 30_000, 'RENT');
  spend(ledger, '2026-11-01', 45_000, 'RENT');
  const wire = createReportWire(company, day);

  const quarter = await wire.call('get_financial_summary', { period: 'current_quarter' });
  const year = await wire.call('get_financial_summary', { period: 'current_year' });

  expect(quarter).toMatchObject({
    ...{ currency: 'JPY', start_date: '2026-10-01', revenue: '250000', expenses: '45000', net_income: '205000' },
    cash_flow: { operating: '54999', net_change: '54999', opening_cash: '1370000', closing_cash: '1424999' },
    accounts_receivable: { total: '220002', not_due: '0', overdue: '220002' },
  });
  expect(year).toMatchObject({ start_date: '2026-04-01', revenue: '320001', net_income: '275001' });
  expect(year.comparisons.prior_period).toMatchObject({
    ...{ start_date: '2025-04-01', end_date: '2025-11-21' },
    revenue: { amount: '0', change: '320001', change_percent: null },
  });
  expect(year.cash_flow).toEqual(createOracle(company).cash('2026-04-01', day));
  expect(year.notes).toContain('current_year is that of the fiscal year: 2026-04-01 to 2026-11-21.');
  // A quarter from October is one of the calendar too.
  expect(quarter.notes.join()).not.toContain('fiscal');
});

test('books that nothing was written into yet are told from a result of zero', async () => {
  const wire = createReportWire(emptyBooks('USD', 2), day);

  const summary = await wire.call('get_financial_summary', { period: 'current_year' });

  expect(summary.net_income).toBe('0.00');
  expect(summary.notes[0]).toBe('QuickBooks has no transactions from 2026-04-01 to 2026-11-21; the zeros mean that.');
});

test('a year is compared with the year before once, and says that both are the same', async () => {
  const wire = createReportWire(emptyBooks('USD', 2), day);

  const { comparisons, notes } = await wire.call('get_financial_summary', { period: 'current_year' });

  expect(Object.keys(comparisons)).toEqual(['prior_period']);
  expect(notes).toContain('prior_period is the same period last year as well.');
  expect(wire.requests.filter(({ path }) => path === '/reports/ProfitAndLoss')).toHaveLength(2);
});
