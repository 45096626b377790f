import { describe, expect, test } from 'vitest';
import type { ExaminedTransaction } from '../src/anomaly/anomaly.ts';
import { detectAnomalies } from '../src/anomaly/detect-anomalies.ts';

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

  test('what a vendor is always paid is no duplicate', () => {
    const weekly = ['02', '09', '16', '23', '30'].map((day) => bill(day, `2026-03-${day}`, '300.00'));

    expect(detectAnomalies({ transactions: weekly, asOf: '2026-04-02' })).toEqual([]);
  });
});
