import { describe, expect, test } from 'vitest';
import type { ExaminedTransaction } from '../src/anomaly/anomaly.ts';
import { findBouncedPayments } from '../src/anomaly/bounced-payments.ts';
import { detectAnomalies } from '../src/anomaly/detect-anomalies.ts';
import { findDuplicatePayments } from '../src/anomaly/duplicate-payments.ts';
import { type ExaminedRow, readRows } from '../src/anomaly/examined-row.ts';
import { toDayNumber, toIsoDate } from '../src/calendar/calendar-day.ts';

const asOf = '2026-09-30';

function bill(id: string, date: string, amount: string, reference?: string, counterparty = 'Nordic Timber Supply') {
  return { id, date, amount: `-${amount}`, counterparty, ...(reference !== undefined && { reference }) };
}

function rulesOf(...transactions: ExaminedTransaction[]) {
  return detectAnomalies({ transactions, asOf }).map(({ rule, ids, severity }) => ({ rule, ids, severity }));
}

describe('payments made twice', () => {
  test('one bill paid again weeks later is found by its reference, however it is written', () => {
    const found = rulesOf(bill('a', '2026-03-02', '4862.00', 'BS-048213'), bill('b', '2026-05-20', '4862', 'bs 48213'));

    expect(found).toEqual([{ rule: 'duplicate_payment', ids: ['a', 'b'], severity: 'high' }]);
  });

  test('one amount within ten days is found without a reference, and not on the eleventh', () => {
    const first = bill('a', '2026-03-02', '4862.15');

    expect(rulesOf(first, bill('b', '2026-03-12', '4862.15'))).toEqual([
      { rule: 'duplicate_payment', ids: ['a', 'b'], severity: 'medium' },
    ]);
    expect(rulesOf(first, bill('b', '2026-03-13', '4862.15'))).toEqual([]);
  });

  test('amounts that differ in the third place are two amounts', () => {
    expect(rulesOf(bill('a', '2026-03-02', '486.214'), bill('b', '2026-03-04', '486.206'))).toEqual([]);
  });

  test('two clearly different references belong to two bills', () => {
    expect(rulesOf(bill('a', '2026-03-02', '4862.15', 'BS1'), bill('b', '2026-03-04', '4862.15', 'BS77'))).toEqual([]);
  });

  test('a vendor name with a letter missing is still that vendor', () => {
    const found = rulesOf(
      bill('a', '2026-03-02', '4862.15'),
      bill('b', '2026-03-04', '4862.15', undefined, 'Nordic Timbr Supply Inc'),
    );

    expect(found).toContainEqual({ rule: 'duplicate_payment', ids: ['a', 'b'], severity: 'high' });
  });

  test('two neighbouring digits that changed places are found, other differences are not', () => {
    const first = bill('a', '2026-03-02', '1283.40', 'BR-77120');

    expect(rulesOf(first, bill('b', '2026-03-08', '1238.40', 'BR-77120'))).toEqual([
      { rule: 'transposed_digits', ids: ['a', 'b'], severity: 'high' },
    ]);
    expect(rulesOf(first, bill('b', '2026-03-08', '1284.40', 'BR-77120'))).toEqual([]);
    expect(rulesOf(first, bill('b', '2026-03-08', '8213.40', 'BR-77120'))).toEqual([]);
    expect(rulesOf(bill('a', '2026-03-02', '1283.40'), bill('b', '2026-03-12', '1238.40'))).toEqual([
      { rule: 'transposed_digits', ids: ['a', 'b'], severity: 'medium' },
    ]);
    expect(rulesOf(bill('a', '2026-03-02', '1283.40'), bill('b', '2026-03-13', '1238.40'))).toEqual([]);
  });

  test('sums below 20 are no concern, whatever their reference', () => {
    const twice = (amount: string) =>
      rulesOf(bill('a', '2026-03-02', amount, 'BR-7'), bill('b', '2026-03-03', amount, 'BR-7'));

    expect([twice('19.99'), twice('20.00').map(({ rule }) => rule)]).toEqual([[], ['duplicate_payment']]);
  });

  test('a counter where many small sums are paid makes pairs by chance; a reference in common is no chance', () => {
    const crowd = Array.from({ length: 200 }, (_, index) => {
      const day = String(1 + (index % 28)).padStart(2, '0');
      return bill(
        `c${index}`,
        `2026-0${1 + (index % 7)}-${day}`,
        `${20 + (index % 10)}.${10 + Math.floor(index / 10)}`,
      );
    });
    const pair = (reference?: string) => [
      bill('a', '2026-03-02', '24.93', reference),
      bill('b', '2026-03-08', '24.93', reference),
    ];
    const isFound = (transactions: ExaminedTransaction[]) =>
      detectAnomalies({ transactions, asOf }).some(
        ({ rule, ids }) => rule === 'duplicate_payment' && ids.includes('b'),
      );

    expect(isFound(pair())).toBe(true);
    expect(isFound([...crowd, ...pair()])).toBe(false);
    expect(isFound([...crowd, ...pair('R-4471')])).toBe(true);
  });

  const every = (days: number, count: number, ...others: number[]) =>
    [...Array.from({ length: count }, (_, index) => index * days), ...others].map((day) =>
      bill(`day ${day}`, toIsoDate(toDayNumber('2026-01-05') + day), '300.00'),
    );
  const duplicates = (transactions: ExaminedTransaction[]) =>
    detectAnomalies({ transactions, asOf })
      .filter(({ rule }) => rule === 'duplicate_payment')
      .map(({ ids, explanation }) => [...ids, explanation.replace(/^.* and /, '')]);
  const untold = 'with no reference that tells them apart';

  test.each([
    ['weekly', every(7, 3)],
    ['weekly, a day late now and then,', every(7, 6, 43, 49)],
    ['fortnightly', every(14, 8)],
    ['at no rhythm, but often', [0, 5, 9, 30, 33, 70].flatMap((day) => every(1, 0, day))],
  ])('one amount %s is no payment made twice', (_rhythm, transactions) => {
    expect(duplicates(transactions)).toEqual([]);
  });

  test.each([
    ['weekly', every(7, 9, 16), ['day 14', 'day 16', `again 2 days later, ${untold}`]],
    ['every four weeks', every(28, 5, 57), ['day 56', 'day 57', `again the day after, ${untold}`]],
    ['each month', every(30, 6, 68), ['day 60', 'day 68', `again 8 days later, ${untold}`]],
  ])('what is paid %s and once more out of turn is found', (_rhythm, transactions, found) => {
    expect(duplicates(transactions)).toEqual([found]);
  });

  test('what a vendor is always paid is no duplicate', () => {
    const weekly = ['02', '09', '16', '23', '30'].map((day) => bill(day, `2026-03-${day}`, '300.00'));

    expect(detectAnomalies({ transactions: weekly, asOf: '2026-04-02' })).toEqual([]);
  });

  test('the number of a customer or a contract stands on payment after payment and makes no two of them one bill', () => {
    const months = ['01', '02', '03', '04', '05', '06'];
    const lease = months.map((month) => bill(month, `2026-${month}-03`, '1450.00', 'Lease 4711'));
    const card = months.flatMap((month) => [
      bill(`${month}-1`, `2026-${month}-03`, `${50 + Number(month)}.00`, 'CARD 8842'),
      bill(`${month}-2`, `2026-${month}-19`, '61.20', 'CARD 8842'),
    ]);
    const duplicates = (transactions: ExaminedTransaction[]) =>
      detectAnomalies({ transactions, asOf })
        .filter(({ rule }) => rule === 'duplicate_payment')
        .map(({ ids }) => ids);

    expect(duplicates(lease)).toEqual([]);
    expect(duplicates(card)).toEqual([]);
    expect(duplicates([...lease, bill('again', '2026-05-06', '1450.00', 'Lease 4711')])).toEqual([['05', 'again']]);
  });

  test('one bill that a machine paid five times is told four times', () => {
    const again = ['a', 'b', 'c', 'd', 'e'].map((id) => bill(id, '2026-03-02', '4862.15', 'BS-048213'));

    expect(rulesOf(...again).map(({ rule, ids }) => [rule, ...ids])).toEqual(
      ['b', 'c', 'd', 'e'].map((id) => ['duplicate_payment', 'a', id]),
    );
  });
});

/** Rows that count how often something of them is looked at. */
function counted(transactions: ExaminedTransaction[]) {
  const count = { reads: 0 };
  const get = (row: ExaminedRow, name: string | symbol) => {
    count.reads += 1;
    return Reflect.get(row, name);
  };
  const rows = readRows(transactions).map((row) => new Proxy(row, { get }));
  return { rows, count };
}

describe('many payments alike', () => {
  const everyHour = (size: number, of: (index: number) => Partial<ExaminedTransaction>) =>
    Array.from({ length: size }, (_, index) => ({
      ...bill(String(index), toIsoDate(toDayNumber('2026-01-01') + Math.floor((index * 200) / size)), '49.00'),
      ...of(index),
    }));

  test.each([
    ['of one vendor', findDuplicatePayments, () => ({})],
    ['of one vendor and bill', findDuplicatePayments, () => ({ reference: 'PAY 2026' })],
    ['of forty vendors', findDuplicatePayments, (index: number) => ({ counterparty: `${'ABCDE'[index % 5]} Trading` })],
    ['there and back', findBouncedPayments, (index: number) => ({ amount: index % 2 === 0 ? '49.00' : '-49.00' })],
  ])('%s take twice the looks when they are twice as many', (_what, find, of) => {
    const looks = [1000, 2000].map((size) => {
      const { rows, count } = counted(everyHour(size, of));
      find(rows);
      return count.reads;
    });

    expect((looks[1] ?? 0) / (looks[0] ?? 1)).toBeLessThan(2.5);
  });
});
