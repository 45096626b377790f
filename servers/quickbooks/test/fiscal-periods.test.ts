import { expect, test } from 'vitest';
import { fiscalYears } from '../src/resources/fiscal-periods.ts';

test('a fiscal year that begins in July holds the months before and after the turn of the year', () => {
  const years = fiscalYears(7, '2026-02-28');

  expect(years.map(({ from, to }) => [from, to])).toEqual([
    ['2023-07-01', '2024-06-30'],
    ['2024-07-01', '2025-06-30'],
    ['2025-07-01', '2026-06-30'],
  ]);
  expect(years[2]?.quarters).toEqual([
    { from: '2025-07-01', to: '2025-09-30' },
    { from: '2025-10-01', to: '2025-12-31' },
    { from: '2026-01-01', to: '2026-03-31' },
    { from: '2026-04-01', to: '2026-06-30' },
  ]);
});

test.each([
  [1, '2026-12-31', '2026-01-01', '2026-12-31'],
  [12, '2026-12-01', '2026-12-01', '2027-11-30'],
  [12, '2026-11-30', '2025-12-01', '2026-11-30'],
  [2, '2024-02-29', '2024-02-01', '2025-01-31'],
])('of a year that begins in month %i, %s is in the one from %s', (month, day, from, to) => {
  expect(fiscalYears(month, day).at(-1)).toMatchObject({ from, to });
});
