import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { emptyBooks, invest, sell } from './reports-small-books.ts';
import { createReportWire, day } from './reports-wire.ts';

holdDay(`${day}T10:00:00Z`);

const year = { period: 'custom', start_date: '2025-01-01', end_date: '2025-12-31' };

/** Books that were set up on a day, with a sale of that year and one of the next. */
function booksOf(firstDay: string) {
  const company = { ...emptyBooks('USD', 2), firstDay };
  sell(company.ledger, '2024-11-05', 100_000);
  sell(company.ledger, '2025-05-05', 900_000);
  return company;
}

test('no growth is told against a year in which the books began', async () => {
  const wire = createReportWire(booksOf('2024-11-01'), day);

  const { comparisons } = await wire.call('get_financial_summary', year);

  expect(comparisons.prior_period).toMatchObject({
    revenue: { amount: '1000.00', change: '8000.00', change_percent: null },
    note: 'The books begin on 2024-11-01: of this period they hold a part, so it shows no growth.',
  });
});

test('books that were set up later than their first entries are compared as any', async () => {
  const company = booksOf('2024-11-01');
  invest(company.ledger, '2023-10-02', 500_000);

  const { comparisons } = await createReportWire(company, day).call('get_financial_summary', year);

  expect(comparisons.prior_period).toMatchObject({ revenue: { change_percent: '800.00' } });
  expect(comparisons.prior_period).not.toHaveProperty('note');
});

test.each([
  [
    ['2025-02-22', '2025-02-28'],
    ['2024-02-22', '2024-02-28'],
  ],
  [
    ['2025-02-28', '2025-02-28'],
    ['2024-02-28', '2024-02-28'],
  ],
  [
    ['2024-02-29', '2024-02-29'],
    ['2023-02-28', '2023-02-28'],
  ],
  [
    ['2025-02-01', '2025-02-28'],
    ['2024-02-01', '2024-02-29'],
  ],
])('%j is compared with %j of the year before', async ([start_date, end_date], [from, to]) => {
  const wire = createReportWire(booksOf('2023-11-01'), day);

  const { comparisons } = await wire.call('get_financial_summary', { period: 'custom', start_date, end_date });

  expect(comparisons.same_period_last_year).toMatchObject({ start_date: from, end_date: to });
});
