import { scaledInteger } from '@bizmcp/testkit/company';
import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { emptyBooks, monthly, sell, spend, take } from './reports-small-books.ts';
import { createReportWire, day } from './reports-wire.ts';

interface Month {
  inflow: string;
  inflow_from_open_invoices: string;
}

holdDay(`${day}T10:00:00Z`);

const sumOf = (months: readonly Month[], name: keyof Month) =>
  months.reduce((sum, month) => sum + (scaledInteger(month[name], 2) ?? Number.NaN), 0);

test('what is owed changed by as much as its total, without what is dated ahead', async () => {
  const company = emptyBooks('USD', 2);
  sell(company.ledger, '2026-10-05', 100_000);
  sell(company.ledger, '2026-11-05', 20_000);
  sell(company.ledger, '2026-12-01', 7_000_000);

  const { accounts_receivable: receivable, comparisons } = await createReportWire(company, day).call(
    'get_financial_summary',
    { period: 'custom', start_date: '2026-11-01', end_date: '2026-12-31' },
  );

  expect(receivable.total).toBe('1200.00');
  expect(comparisons.prior_period.accounts_receivable).toMatchObject({ amount: '1000.00', change: '200.00' });
});

test('an invoice dated ahead is expected, in the place of as much as is forecast to be invoiced', async () => {
  const company = emptyBooks('USD', 2);
  const { ledger } = company;
  for (const [index, date] of monthly('2024-11-05', 23).entries()) {
    const amount = 30_000 + 13_000 * (index % 5);
    const id = sell(ledger, date, amount);
    take(ledger, new Date(Date.parse(date) + 30 * 86_400_000).toISOString().slice(0, 10), amount, id);
  }
  sell(ledger, '2026-11-05', 50_000);
  const forecast = async () => createReportWire(company, day).call('cash_flow_forecast', { forecast_months: 2 });

  const { monthly_projections: before, insights: told } = await forecast();
  sell(ledger, '2026-12-01', 1_000);
  const { monthly_projections: usual, insights: toldOfMore } = await forecast();
  sell(ledger, '2026-12-01', 7_000_000);
  const { monthly_projections: large } = await forecast();

  const documents = [before, usual, large].map((months) => sumOf(months, 'inflow_from_open_invoices'));
  expect(documents).toEqual([50_000, 51_000, 7_051_000]);
  expect(told.join()).toContain('1 open invoice worth 500.00 USD');
  expect(toldOfMore.join()).toContain('2 open invoices (1 dated ahead, in these months) worth 510.00 USD');
  expect(sumOf(usual, 'inflow')).toBe(sumOf(before, 'inflow'));
  expect(sumOf(large, 'inflow')).toBe(7_051_000);
});

test.each([
  ['not', [], 120_000],
  ['before, in part', [['2026-11-15', 60_000]], 60_000],
  ['before, whole', [['2026-11-15', 100_000]], 20_000],
  ['later', [['2026-12-10', 100_000]], 120_000],
  [
    'before and later',
    [
      ['2026-11-15', 30_000],
      ['2026-11-25', 70_000],
    ],
    90_000,
  ],
] as const)(
  'of an invoice dated ahead that is %s paid as much is expected as was not received yet',
  async (_when, paid, due) => {
    const company = emptyBooks('USD', 2);
    const { ledger } = company;
    for (const date of monthly('2025-01-10', 12)) take(ledger, date, 50_000, sell(ledger, date, 50_000));
    sell(ledger, '2026-11-01', 20_000);
    const ahead = sell(ledger, '2026-12-01', 100_000);
    for (const [date, amount] of paid) take(ledger, date, amount, ahead);

    const { monthly_projections: months } = await createReportWire(company, day).call('cash_flow_forecast', {
      forecast_months: 6,
    });

    expect(sumOf(months, 'inflow_from_open_invoices')).toBe(due);
  },
);

test('a credit dated ahead is taken off what is owed, whatever it is set against', async () => {
  const company = emptyBooks('USD', 2);
  const { ledger } = company;
  for (const date of monthly('2025-01-10', 12)) take(ledger, date, 50_000, sell(ledger, date, 50_000));
  const toId = sell(ledger, '2026-11-01', 100_000);
  const lines = [{ accountId: '7', amount: 30_000 }];
  const { id: fromId } = ledger.post({ kind: 'credit_note', counterpartyId: '11', date: '2026-11-28', lines });
  ledger.allocate({ fromId, toId, amount: 30_000, date: '2026-11-28' });

  const { monthly_projections: months } = await createReportWire(company, day).call('cash_flow_forecast', {
    forecast_months: 6,
  });

  expect(sumOf(months, 'inflow_from_open_invoices')).toBe(70_000);
});

test('a cheque dated ahead is in no figure, and the notes say what of later days is', async () => {
  const company = emptyBooks('USD', 2);
  const { ledger } = company;
  for (const date of monthly('2025-01-10', 12)) take(ledger, date, 50_000, sell(ledger, date, 50_000));
  const forecast = async () => createReportWire(company, day).call('cash_flow_forecast', { forecast_months: 2 });

  const without = await forecast();
  spend(ledger, '2026-12-01', 9_000_000, 'TAX');
  const withCheque = await forecast();

  expect(withCheque).toEqual(without);
  expect(withCheque.notes.join('\n')).toContain(
    'Of what is dated later invoices, bills, their credits and payments count; cheques, deposits and journal entries do not.',
  );
});
