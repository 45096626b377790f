import { decimalOf } from '@bizmcp/testkit/company';
import { createRandom } from '@bizmcp/testkit/simulator';
import { afterEach, expect, test, vi } from 'vitest';
import { emptyBooks, invest, monthly, sell, spend, take } from './reports-small-books.ts';
import { createReportWire } from './reports-wire.ts';

afterEach(() => {
  vi.useRealTimers();
});

type Kind = 'sold' | 'taken' | 'spent' | 'invested';
type Entry = readonly [kind: Kind, date: string, amount: number];

interface Shape {
  currency: string;
  digits: number;
  today: string;
  first: string;
  months: number;
  largest: number;
}

/** Books of some months with three entries of each kind in each, and the entries themselves. */
function tellBooks({ currency, digits, today, first, months, largest }: Shape) {
  const { below: random } = createRandom(months);
  const books = { ...emptyBooks(currency, digits), today, firstDay: first };
  const entries = monthly(first, months).flatMap((month) =>
    (['sold', 'taken', 'spent', 'invested'] as const).flatMap((kind) =>
      ['03', '14', '28'].map((day): Entry => [kind, month.slice(0, 8) + day, 1 + random(largest)]),
    ),
  );
  const past = entries.filter(([, date]) => date <= today);
  const write = {
    sold: sell,
    taken: take,
    spent: (...[ledger, date, amount]: Parameters<typeof sell>) => spend(ledger, date, amount, 'RENT'),
    invested: invest,
  };
  for (const [kind, date, amount] of past) write[kind](books.ledger, date, amount);
  const sum = (kind: Kind, from: string, to: string) =>
    past.reduce((all, [own, date, amount]) => (own === kind && date >= from && date <= to ? all + amount : all), 0);
  return { books, sum };
}

test.each<[string, Shape]>([
  [
    'yen of one month, on 29 February',
    { currency: 'JPY', digits: 0, today: '2028-02-29', first: '2028-02-01', months: 1, largest: 90_000 },
  ],
  [
    'dinars of ten years, on the last of December',
    { currency: 'KWD', digits: 3, today: '2026-12-31', first: '2017-01-01', months: 120, largest: 90_000 },
  ],
  [
    'amounts of billions, on the first of January',
    { currency: 'USD', digits: 2, today: '2027-01-01', first: '2025-01-01', months: 24, largest: 1e13 },
  ],
  [
    'cents, on the day the clocks change',
    { currency: 'EUR', digits: 2, today: '2026-03-29', first: '2025-03-01', months: 13, largest: 3 },
  ],
])('a summary of %s is what its entries come to', async (_what, shape) => {
  const { books, sum } = tellBooks(shape);
  const { today, digits } = shape;
  vi.useFakeTimers({ now: Date.parse(`${today}T10:00:00Z`), toFake: ['Date'] });

  const summary = await createReportWire(books, today).call('get_financial_summary', { period: 'current_quarter' });

  const { start_date: from, end_date: to } = summary;
  const shown = (amount: number) => decimalOf(amount, digits);
  const cash = (start: string) => sum('taken', start, to) + sum('invested', start, to) - sum('spent', start, to);
  expect(to).toBe(today);
  expect(summary).toMatchObject({
    revenue: shown(sum('sold', from, to)),
    expenses: shown(sum('spent', from, to)),
    net_income: shown(sum('sold', from, to) - sum('spent', from, to)),
    cash_flow: {
      net_change: shown(cash(from)),
      operating: shown(sum('taken', from, to) - sum('spent', from, to)),
      financing: shown(sum('invested', from, to)),
      closing_cash: shown(cash('')),
    },
    accounts_receivable: { total: shown(sum('sold', '', to) - sum('taken', '', to)) },
  });
});
