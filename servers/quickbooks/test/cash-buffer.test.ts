import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { emptyBooks, invest, monthly, spend } from './reports-small-books.ts';
import { createReportWire, day } from './reports-wire.ts';

holdDay(`${day}T10:00:00Z`);

test('the buffer that is advised is for the worst month, not for the first that may be short, with the largest bill', async () => {
  const company = emptyBooks('USD', 2);
  const bill = { kind: 'bill', counterpartyId: '12', date: '2026-11-10' } as const;
  company.ledger.post({ ...bill, lines: [{ accountId: '8', amount: 50_000 }] });
  invest(company.ledger, '2024-10-02', 7_500_000);
  for (const [index, date] of monthly('2024-11-03', 24).entries()) {
    spend(company.ledger, date, 100_000 + ((index * 7) % 11) * 20_000, `SHOP ${index}`);
  }

  const forecast = await createReportWire(company, day).call('cash_flow_forecast', { forecast_months: 12 });

  const { monthly_projections: months, recommendations } = forecast;
  const lows = months.map(({ interval }: { interval: { low: string } }) => Number(interval.low));
  const worst = Math.min(...lows);
  expect(lows.filter((low: number) => low < 0).length).toBeGreaterThan(1);
  expect(recommendations[0]).toContain(
    `Keep a buffer or a credit line of ${(-worst).toFixed(2)} USD for ${months[lows.indexOf(worst)].month}`,
  );
  expect(recommendations[0]).toMatch(
    /; the largest open bill due by then is 500\.00 USD to Harbour Rents, due 2026-12-10\.$/,
  );
});

test('what is missing comes with the largest bill that could be moved behind it, not with one that is due later', async () => {
  const company = emptyBooks('USD', 2);
  invest(company.ledger, '2026-11-02', 100_000);
  const bill = { kind: 'bill', counterpartyId: '12' } as const;
  company.ledger.post({ ...bill, date: '2026-11-08', lines: [{ accountId: '8', amount: 30_000 }] });
  company.ledger.post({ ...bill, date: '2026-11-10', lines: [{ accountId: '8', amount: 900_000 }] });
  company.ledger.post({ ...bill, date: '2026-12-20', lines: [{ accountId: '8', amount: 2_000_000 }] });

  const forecast = await createReportWire(company, day).call('cash_flow_forecast', { forecast_months: 2 });

  expect(forecast.recommendations[0]).toMatch(
    /^Arrange \d+\.00 USD before .*; the largest open bill due by then is 9000\.00 USD to Harbour Rents, due 2026-12-10\.$/,
  );
});
