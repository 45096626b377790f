import { expect, test } from 'vitest';
import { createXeroWire } from './fake-xero.ts';
import { bankOf } from './spent-history.ts';

/** Thirty payments of 1.00 each day of nine months, which nobody has coded: 8,190. */
const payments = Array.from({ length: 273 }, (_, day) =>
  new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
)
  .flatMap((date) => Array.from({ length: 30 }, (_, place) => ({ date, contact: `Shop ${place}` })))
  .map((one) => ({ ...one, amount: 1, code: '', description: 'Goods' }));
const options = { analyze_anomalies: false, suggest_optimizations: false };
const spendingOf = (start_date: string) =>
  createXeroWire(bankOf(payments)).call('expense_categorization', {
    date_range: { start_date, end_date: '2026-09-30' },
    ...options,
  });

test('more payments than are read leave the figures of late days whole, which is said', async () => {
  const { total_expenses: total, hint } = await spendingOf('2026-09-01');

  expect(total).toBe('900.00');
  expect(hint).toContain('those since 2026-01-07: all figures are whole');
});

test('of days that are read in part it is said from which day on', async () => {
  const { total_expenses: total, hint } = await spendingOf('2026-01-01');

  expect(total).toBe('8000.00');
  expect(hint).toContain('what was spent until 2026-01-07 is missing in the figures');
});
