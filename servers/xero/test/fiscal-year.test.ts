import { addDays } from '@bizmcp/insights';
import { expect, test } from 'vitest';
import { fiscalYears } from '../src/fiscal-year.ts';

test.each([
  ['06-30', '2026-07-01', '2026-07-01', '2027-06-30', ['2026-09-30', '2026-12-31', '2027-03-31', '2027-06-30']],
  ['02-29', '2028-02-29', '2027-03-01', '2028-02-29', ['2027-05-31', '2027-08-31', '2027-11-30', '2028-02-29']],
  ['02-29', '2026-11-21', '2026-03-01', '2027-02-28', ['2026-05-31', '2026-08-31', '2026-11-30', '2027-02-28']],
  ['04-05', '2026-04-06', '2026-04-06', '2027-04-05', ['2026-07-05', '2026-10-05', '2027-01-05', '2027-04-05']],
  ['05-30', '2026-05-30', '2025-05-31', '2026-05-30', ['2025-08-30', '2025-11-30', '2026-02-28', '2026-05-30']],
  ['11-29', '2028-03-01', '2027-11-30', '2028-11-29', ['2028-02-29', '2028-05-29', '2028-08-29', '2028-11-29']],
])('a year that ends on %s holds %s, and four quarters without a gap', (yearEnd, today, from, to, ends) => {
  const [year] = fiscalYears(yearEnd, today, 1);

  expect(year).toMatchObject({ from, to });
  expect(year?.quarters.map((quarter) => quarter.to)).toEqual(ends);
  expect(year?.quarters.map((quarter) => quarter.from)).toEqual([
    from,
    ...ends.slice(0, 3).map((end) => addDays(end, 1)),
  ]);
});
