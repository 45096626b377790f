import { addDays, daysBetween } from '@bizmcp/insights';
import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { comparedRange } from '../src/expenses/compared-range.ts';
import { createXeroWire } from './fake-xero.ts';
import { bankOf, spentHistory } from './spent-history.ts';

holdDay('2026-09-21T10:00:00Z');

const untilToday = spentHistory.filter(({ date }) => date <= '2026-09-21');
/** The same with the two years before them. */
const longAgo = [
  ...spentHistory.map((one) => ({ ...one, date: one.date.replace(/^\d+/, (year) => `${Number(year) - 2}`) })),
  ...untilToday,
];
const analyse = (start_date: string, end_date: string, spent = untilToday) =>
  createXeroWire(bankOf(spent)).call('expense_categorization', { date_range: { start_date, end_date } });

test('a range that is not over is compared on the days that have passed, and nothing is missed that is still to come', async () => {
  const { ai_insights, anomalies, compared_with, category_breakdown, spending_patterns } = await analyse(
    '2026-09-01',
    '2026-12-31',
  );

  expect(ai_insights[0]).toBe(
    '2026-12-31 is still to come: all figures are of the days until 2026-09-21, beside the same days of the month before, 2026-08-01 to 2026-08-21.',
  );
  expect(anomalies.map(({ rule }: { rule: string }) => rule)).not.toContain('missing_recurring');
  // The 21 days just before hold no rent.
  expect(compared_with).toEqual({ from: '2026-08-01', to: '2026-08-21' });
  expect(category_breakdown[0]).toMatchObject({ account: 'Rent', amount: '1200.00', prior_amount: '1200.00' });
  expect(spending_patterns.recurring.map(({ contact }: { contact: string }) => contact)).toContain('City Estates');
});

test.each([
  ['2026-07-01', '2026-09-21', 'the same days of the 3 months before', '2026-04-01', '2026-06-21'],
  ['2026-03-01', '2026-03-30', 'the same days of the month before', '2026-02-01', '2026-02-28'],
  ['2026-06-01', '2026-06-30', 'the month before', '2026-05-01', '2026-05-31'],
  ['2026-02-01', '2026-06-30', 'the 5 months before', '2025-09-01', '2026-01-31'],
  ['2026-09-11', '2026-09-20', 'the 10 days just before', '2026-09-01', '2026-09-10'],
  ['2026-01-01', '2026-06-30', 'the same days a year before', '2025-01-01', '2025-06-30'],
  ['2026-01-15', '2026-09-21', 'the same days a year before', '2025-01-15', '2025-09-21'],
  ['2025-03-01', '2026-02-28', 'the same days a year before', '2024-03-01', '2025-02-28'],
  ['2024-09-01', '2025-02-28', 'the same days a year before', '2023-09-01', '2024-02-29'],
  ['2023-09-01', '2024-02-29', 'the same days a year before', '2022-09-01', '2023-02-28'],
  ['2025-01-01', '2026-09-21', 'the 629 days just before', '2023-04-13', '2024-12-31'],
  ['2024-09-01', '2026-08-31', 'the 24 months before', '2022-09-01', '2024-08-31'],
  ['2025-09-21', '2026-09-20', 'the same days a year before', '2024-09-21', '2025-09-20'],
  ['2025-09-21', '2026-09-21', 'the 366 days just before', '2024-09-20', '2025-09-20'],
  ['2024-02-29', '2025-02-27', 'the same days a year before', '2023-02-28', '2024-02-27'],
  ['2024-02-29', '2026-02-28', 'the 731 days just before', '2022-02-28', '2024-02-28'],
])('%s to %s is compared with %s, %s to %s', async (start, end, relation, from, to) => {
  const { ai_insights, compared_with, category_breakdown } = await analyse(start, end, longAgo);

  const rents = longAgo.filter(({ code, date }) => code === '469' && date >= from && date <= to).length;
  const rent = category_breakdown.find(({ account }: { account: string }) => account === 'Rent');
  expect(compared_with).toEqual({ from, to });
  expect(rent?.prior_amount ?? '0.00').toBe(`${1200 * rents}.00`);
  expect(ai_insights[0]).toContain(` ${relation}, ${from} to ${to}`);
});

test.each(['2023-03-15', '2024-01-01', '2024-02-29', '2024-03-01', '2025-07-31'])(
  'any number of days from %s on up to two years is compared with about as many that end before it',
  (from) => {
    for (let length = 1; length <= 732; length += 1) {
      const to = addDays(from, length - 1);
      const { days } = comparedRange(from, to);

      expect(days.to < from, `${from} to ${to}`).toBe(true);
      expect(Math.abs(daysBetween(days.from, days.to) + 1 - length), `${from} to ${to}`).toBeLessThanOrEqual(3);
    }
  },
);

test.each([
  // Books that begin with October 2024.
  [
    '2025-08-01',
    '2026-07-31',
    /of the same days a year before, 2024-08-01 to 2025-07-31, the books have a part \(\d+\.\d\d\)/,
  ],
  ['2024-10-01', '2025-09-20', /of the same days a year before, 2023-10-01 to 2024-09-20, the books have nothing/],
])('the time before %s to %s is told to be in the books in part or not at all', async (start, end, told) => {
  const { ai_insights, category_breakdown, optimization_opportunities } = await analyse(start, end);

  const rent = category_breakdown.find(({ account }: { account: string }) => account === 'Rent');
  expect(ai_insights.join()).toMatch(told);
  expect(ai_insights.join()).toContain('no money moved before 2024-10-01: it shows no growth');
  expect(rent.change_percent).toBeNull();
  expect(optimization_opportunities.map(({ kind }: { kind: string }) => kind)).not.toContain('review_category');
});

test('what is dated after today is in the range, as it is in the books', async () => {
  const coming = { date: '2026-09-28', contact: 'City Estates', amount: 50, code: '469', description: 'Repair' };

  const { ai_insights, total_expenses } = await analyse('2026-09-22', '2026-09-30', [...untilToday, coming]);

  expect(total_expenses).toBe('50.00');
  expect(ai_insights[0]).toMatch(/the days until 2026-09-28/);
});

test('of days in which nothing was spent no category is called the largest', async () => {
  const { ai_insights, total_expenses } = await analyse('2026-09-18', '2026-09-19');

  expect(total_expenses).toBe('0.00');
  expect(ai_insights.join(' ')).not.toMatch(/largest/);
});

test('a range that is over is told as it was', async () => {
  const { ai_insights } = await analyse('2026-08-01', '2026-08-31');

  expect(ai_insights[0]).toMatch(/ GBP was spent on costs, /);
});

test('a range that is still to come is refused, unless something is booked in it', async () => {
  const order = { date_range: { start_date: '2026-10-01', end_date: '2026-10-31' } };

  const error = await createXeroWire(bankOf(untilToday)).fail('expense_categorization', order);

  expect(error.code).toBe('invalid_input');
  expect(error.message).toContain(
    'the range begins on 2026-10-01, after the last day with anything in it, 2026-09-21. Nothing can be analysed yet; choose earlier days',
  );
});
