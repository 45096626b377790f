import { expect, test } from 'vitest';
import { addDays, daysBetween, monthEnd, monthStart } from '../src/index.ts';

test('days and months are counted in the calendar, across leap days and years', () => {
  expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
  expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
  expect(daysBetween('2028-02-01', '2028-03-01')).toBe(29);
  expect(daysBetween('2026-03-01', '2026-02-01')).toBe(-28);
  expect([monthStart('2026-11-21'), monthStart('2026-11-21', 2), monthStart('2026-01-31', -1)]).toEqual([
    '2026-11-01',
    '2027-01-01',
    '2025-12-01',
  ]);
  expect([monthEnd('2026-12-05'), monthEnd('2028-02-01')]).toEqual(['2026-12-31', '2028-02-29']);
});
