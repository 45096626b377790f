import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMonths, toDayNumber, toIsoDate } from '../src/calendar/calendar-day.ts';
import { paymentsAYear } from '../src/recurring/cadence.ts';
import { detectRecurring } from '../src/recurring/detect-recurring.ts';
import { payments, variedAmounts } from './anomaly-history.ts';

function monthly(count: number, amount: (index: number) => string, counterparty = 'Harbor Properties') {
  const start = toDayNumber('2025-01-15');
  return Array.from({ length: count }, (_, index) => {
    return {
      id: `${counterparty}${index}`,
      date: toIsoDate(addMonths(start, index)),
      amount: amount(index),
      counterparty,
    };
  });
}

describe('what returns', () => {
  test('a monthly rent is found with its amount, its last and its next day', () => {
    const [rent, ...others] = detectRecurring(monthly(6, () => '-4200.00'));

    expect(others).toEqual([]);
    expect(rent).toMatchObject({
      cadence: 'monthly',
      amount: '-4200.00',
      firstDate: '2025-01-15',
      lastDate: '2025-06-15',
      nextDate: '2025-07-15',
    });
    expect(rent?.ids).toHaveLength(6);
  });

  test.each([
    [7, 'weekly', 6],
    [14, 'fortnightly', 5],
    [28, 'four-weekly', 5],
    [30, 'monthly', 4],
    [91, 'quarterly', 4],
    [365, 'yearly', 3],
  ])('every %i days is %s from %i times on', (days, cadence, least) => {
    const found = (count: number) =>
      detectRecurring(payments('Telia', Array<string>(count).fill('129.90'), { from: '2018-02-01', days }));

    expect(found(least).map((one) => one.cadence)).toEqual([cadence]);
    expect(found(least - 1).map((one) => one.cadence)).not.toContain(cadence);
  });

  test.each([
    ['a month’s last day', ['2027-08-31', '2027-09-30', '2027-10-31'], '2027-11-30'],
    ['a month’s last day before a February', ['2025-10-31', '2025-11-30', '2025-12-31', '2026-01-31'], '2026-02-28'],
    ['a month’s last day before a leap day', ['2027-10-31', '2027-11-30', '2027-12-31', '2028-01-31'], '2028-02-29'],
    ['the 30th after a February', ['2027-12-30', '2028-01-30', '2028-02-29'], '2028-03-30'],
    ['the first, paid before a weekend', ['2026-08-01', '2026-09-01', '2026-10-01', '2026-10-30'], '2026-12-01'],
    ['a quarter’s last day', ['2025-09-30', '2025-12-31', '2026-03-31'], '2026-06-30'],
    ['a leap day each year', ['2026-02-28', '2027-02-28', '2028-02-29'], '2029-02-28'],
  ])('%s is expected on it again', (_what, latest, nextDate) => {
    const [first = '', second = ''] = latest;
    const months = Math.round((toDayNumber(second) - toDayNumber(first)) / 30.4);
    // What came before: as many months apart as these, on the same day of the month.
    const earlier = [3, 2, 1].map((times) => toIsoDate(addMonths(toDayNumber(first), -months * times)));
    const rent = [...earlier, ...latest].map((date) => ({ id: date, date, amount: '-900.00', counterparty: 'Harbor' }));

    expect(detectRecurring(rent).map((one) => one.nextDate)).toEqual([nextDate]);
  });

  test('what comes every four weeks comes thirteen times a year, on the same weekday again', () => {
    const [wages] = detectRecurring(
      payments('Payroll', Array<string>(7).fill('900.00'), { from: '2026-01-02', days: 28 }),
    );

    expect(wages).toMatchObject({ lastDate: '2026-06-19', nextDate: '2026-07-17' });
    expect(wages && paymentsAYear(wages.cadence)).toBe(13);
  });

  test('a rent that is paid each month, before a weekend now and then, is not taken for one of every four weeks', () => {
    const days = ['2026-01-30', '2026-02-27', '2026-03-31', '2026-04-30', '2026-05-29', '2026-06-30'];
    const rent = days.map((date) => ({ id: date, date, amount: '-900.00', counterparty: 'Harbor' }));

    expect(detectRecurring(rent).map(({ cadence }) => cadence)).toEqual(['monthly']);
  });

  test('a card text with a number of its own each time is one merchant', () => {
    const charges = monthly(6, () => '-15.99').map((charge, index) => {
      return { ...charge, counterparty: `NETFLIX.COM ${8_812_340 + index} LOS GATOS` };
    });

    expect(detectRecurring(charges).map(({ ids }) => ids.length)).toEqual([6]);
  });

  test('two subscriptions of one vendor are told apart by their amounts', () => {
    const found = detectRecurring([
      ...monthly(8, () => '-49.00'),
      ...payments('Harbor Properties', Array<string>(8).fill('12.00'), { from: '2025-01-28', days: 30 }),
    ]);

    expect(found.map(({ amount, cadence }) => [amount, cadence])).toEqual([
      ['-12.00', 'monthly'],
      ['-49.00', 'monthly'],
    ]);
  });

  test('money in and money out of one counterparty are two things, and three months are too few', () => {
    expect(detectRecurring([...monthly(3, () => '-49.00'), ...monthly(3, () => '49.00')])).toEqual([]);
  });

  test('neither jumping amounts nor jumping days return', () => {
    const jumping = monthly(12, (index) => (index % 2 === 0 ? '-10.00' : `-${900 + 71 * index}.00`)).filter(
      (_, index) => index % 3 !== 1,
    );
    const days = [0, 2, 31, 33, 60, 99, 101, 150].map((day, index) => {
      return {
        id: `${index}`,
        date: toIsoDate(toDayNumber('2025-01-01') + day),
        amount: '-50.00',
        counterparty: 'Uber',
      };
    });

    expect(detectRecurring(jumping)).toEqual([]);
    expect(detectRecurring(days)).toEqual([]);
  });

  test('the order of the transactions makes no difference, and each id is in one series at most', () => {
    const history = [
      ...monthly(9, (index) => `-${50 + index}.00`),
      ...payments('Uber', variedAmounts(12), { days: 5 }),
    ];
    const expected = detectRecurring(history).map(({ ids }) => ids.join());

    fc.assert(
      fc.property(fc.shuffledSubarray(history, { minLength: history.length }), (shuffled) => {
        const found = detectRecurring(shuffled);

        expect(found.map(({ ids }) => ids.join()).sort()).toEqual(expected.toSorted());
        const ids = found.flatMap((one) => one.ids);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 50 },
    );
  });
});
