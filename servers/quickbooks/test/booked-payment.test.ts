import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { emptyBooks, monthly, sell, take } from './reports-small-books.ts';
import { createReportWire, day, tellBooks } from './reports-wire.ts';

holdDay(`${day}T10:00:00Z`);

interface Month {
  month: string;
  inflow_from_open_invoices: string;
}

test('what is booked to be paid after the end is not expected by then', async () => {
  const company = emptyBooks('USD', 2);
  const { ledger } = company;
  for (const date of monthly('2025-01-10', 12)) take(ledger, date, 50_000, sell(ledger, date, 50_000));
  take(ledger, '2027-01-20', 80_000, sell(ledger, '2026-10-10', 100_000));

  const { insights } = await createReportWire(company, day).call('cash_flow_forecast', { forecast_months: 1 });

  expect(insights.join('\n')).toContain('owes 1000.00 USD: 1000.00 due by then is not expected by the end of 2026-11');
});

test.each(['conservative', 'realistic', 'optimistic'])(
  'a payment booked for a later day comes on that day in the %s scenario, the rest of its invoice by the habit',
  async (scenario) => {
    const company = emptyBooks('USD', 2);
    const { ledger } = company;
    for (const date of monthly('2025-01-10', 12)) take(ledger, date, 50_000, sell(ledger, date, 50_000));
    take(ledger, '2027-02-15', 80_000, sell(ledger, '2026-11-10', 100_000));
    const wire = createReportWire(company, day);

    const found = await wire.call('cash_flow_forecast', { forecast_months: 4, scenario });

    const months: Month[] = found.monthly_projections;
    const [last, ...earlier] = months.map((one) => Number(one.inflow_from_open_invoices)).toReversed();
    expect(months.at(-1)?.month).toBe('2027-02');
    expect(last).toBe(800);
    expect(earlier.reduce((sum, amount) => sum + amount, 0)).toBe(200);
    expect(found.insights.join('\n')).toContain('1 open invoice worth 1000.00 USD');
  },
);

test('a booked payment in another currency is what comes of its invoice, at its own rate', async () => {
  const company = tellBooks('USD');
  const expected = async (tell: (ledger: typeof company.ledger) => void) => {
    const ledger = company.ledger.copy();
    tell(ledger);
    const wire = createReportWire({ ...company, ledger }, day);
    const { monthly_projections: months } = await wire.call('cash_flow_forecast', { forecast_months: 4 });
    const comes = months.map((one: Month) => Number(one.inflow_from_open_invoices));
    return { last: comes.at(-1), all: comes.reduce((sum: number, amount: number) => sum + amount, 0) };
  };
  const document = { counterpartyId: 'C32', currency: 'EUR' } as const;

  const without = await expected(() => {});
  const paid = await expected((ledger) => {
    const lines = [{ accountId: '4000', amount: 100_000, taxCodeId: 'NONE' }];
    const { id: documentId } = ledger.post({
      ...document,
      kind: 'invoice',
      date: '2026-11-20',
      rate: 1_100_000,
      lines,
    });
    const payment = { ...document, kind: 'payment_in', accountId: '1000', date: '2027-02-15', rate: 900_000 } as const;
    ledger.post({ ...payment, amount: 100_000, allocations: [{ documentId, amount: 100_000 }] });
  });

  expect([paid.last - without.last, paid.all - without.all].map((sum) => sum.toFixed(2))).toEqual(['900.00', '900.00']);
});
