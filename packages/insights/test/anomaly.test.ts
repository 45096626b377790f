import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ledgerEnd, makeFaultyLedger } from '../bench/faulty-ledger.ts';
import type { ExaminedTransaction } from '../src/anomaly/anomaly.ts';
import { testBenford } from '../src/anomaly/benford.ts';
import { detectAnomalies } from '../src/anomaly/detect-anomalies.ts';
import { vendorKey } from '../src/counterparty/vendor-key.ts';
import { createSeededRandom } from '../src/random/seeded-random.ts';
import { payments, variedAmounts } from './anomaly-history.ts';

function rulesOf(transactions: readonly ExaminedTransaction[], asOf = '2030-01-01') {
  return detectAnomalies({ transactions, asOf }).map(({ rule, ids }) => [rule, ids.at(-1)]);
}

function one(counterparty: string, date: string, amount: string, category = 'General'): ExaminedTransaction {
  return { id: 'odd', date, amount: `-${amount}`, counterparty, category };
}

const coffee = payments('Blue Bottle', variedAmounts(20), { days: 9 });

describe('each rule finds its fault and is silent without it', () => {
  test('an amount far above the usual', () => {
    expect(rulesOf(coffee)).toEqual([]);
    expect(rulesOf([...coffee, one('Blue Bottle', '2026-05-06', '290.55')])).toEqual([]);
    expect(rulesOf([...coffee, one('Blue Bottle', '2026-05-06', '2900.55')])).toEqual([['unusual_amount', 'odd']]);
  });

  test('the numbers of stores on a card do not hide what a merchant is usually paid', () => {
    const stores = coffee.map((row, index) => ({ ...row, counterparty: `STARBUCKS STORE ${40_112 + index} DOVER` }));

    expect(rulesOf([...stores, one('STARBUCKS STORE 51777 ASHFORD', '2026-05-06', '2900.55')])).toEqual([
      ['unusual_amount', 'odd'],
    ]);
    expect(vendorKey('Store 12')).not.toBe(vendorKey('Store 13'));
    expect(vendorKey('2210394')).toBe('2210394');
  });

  test('a category no other payment of the vendor has', () => {
    expect(rulesOf([...coffee, one('Blue Bottle', '2026-05-06', '111.08', 'Travel')])).toEqual([
      ['unusual_category', 'odd'],
    ]);
    expect(rulesOf([...coffee.slice(0, 7), one('Blue Bottle', '2026-05-06', '111.08', 'Travel')])).toEqual([]);
  });

  test('a name that is nearly that of an established vendor, but not another branch', () => {
    expect(rulesOf([...coffee, one('Blue Botle', '2026-05-06', '111.08')])).toEqual([['lookalike_vendor', 'odd']]);
    const branch = coffee.map((row) => ({ ...row, counterparty: 'Corner Store 12' }));
    expect(rulesOf([...branch, one('Corner Store 13', '2026-05-06', '111.08')])).toEqual([]);
    const town = coffee.map((row) => ({ ...row, counterparty: 'Paybyphone Parking Easton' }));
    expect(rulesOf([...town, one('Paybyphone Parking Hamilton', '2026-05-06', '111.08')])).toEqual([]);
    expect(rulesOf([...town, one('Paybyphone Parkin Easton', '2026-05-06', '111.08')])).toHaveLength(1);
    const coded = [...'KMNP'].map((letter, index) =>
      one(`Blue Bott${letter}e`, `2026-05-0${index + 1}`, `11${index}.08`),
    );
    expect(rulesOf([...coffee, ...coded.slice(1)])).toHaveLength(3);
    expect(rulesOf([...coffee, ...coded])).toEqual([]);
  });

  test('a large payment to a vendor never paid before', () => {
    const many = payments('Blue Bottle', variedAmounts(110), { from: '2025-01-06' });

    expect(rulesOf([...many, one('Quantum Ridge', '2026-11-04', '28450.77')])).toEqual([['unusual_vendor', 'odd']]);
    expect(rulesOf([...many, one('Quantum Ridge', '2026-11-04', '90.77')])).toEqual([]);
  });

  test('nobody is new in the first quarter of a year: all are met for the first time then', () => {
    const daily = payments('Blue Bottle', variedAmounts(400), { from: '2026-01-01', days: 1 });
    const payroll = (date: string) => rulesOf([...daily, one('Payroll', date, '28450.77')], '2027-02-01');
    const rush = payments(
      'Blue Bottle',
      Array.from({ length: 150 }, (_, index) => `${20 + index}.17`),
      {
        from: '2026-09-01',
        days: 0,
      },
    );

    expect(rulesOf([...rush, one('Payroll', '2026-09-25', '28450.77')])).toEqual([]);
    expect(payroll('2026-01-25')).toEqual([]);
    expect(payroll('2026-11-25')).toEqual([['unusual_vendor', 'odd']]);
  });

  test('a payment on a Saturday where all others are on workdays', () => {
    const many = payments('Blue Bottle', variedAmounts(110), { from: '2025-01-06' });

    expect(rulesOf([...many, one('Blue Bottle', '2026-05-09', '111.08')])).toEqual([['unusual_time', 'odd']]);
    expect(rulesOf([...many, one('Blue Bottle', '2026-05-08', '111.08')])).toEqual([]);
  });

  test('a round sum among amounts that never are', () => {
    const fees = payments(
      'Jones',
      variedAmounts(14).map((amount) => `4${amount}`),
      { days: 9 },
    );

    expect(rulesOf([...fees, one('Jones', '2026-05-06', '4610.00')])).toEqual([]);
    expect(rulesOf([...fees, one('Jones', '2026-05-06', '5000.00')])).toEqual([['round_amount', 'odd']]);
  });

  test('a payment that did not come; one not yet due and one long ended are no finding', () => {
    const rent = payments('Tenant', Array<string>(8).fill('900.00'), { from: '2026-01-05', days: 30 });

    expect(rulesOf(rent, '2026-08-10')).toEqual([]);
    expect(rulesOf(rent, '2026-09-25').map(([rule]) => rule)).toEqual(['missing_recurring']);
    expect(rulesOf(rent, '2027-06-01')).toEqual([]);
    expect(rulesOf(rent.toSpliced(4, 1), '2026-08-10').map(([rule]) => rule)).toEqual(['missing_recurring']);
  });

  test('a month that neither trend nor season explains; a December that is always high is no finding', () => {
    const series = (odd: number) => ({
      name: 'Rent',
      points: Array.from({ length: 36 }, (_, index) => ({
        month: `${2023 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
        amount: 1000 + (index % 7) + (index % 12 === 11 ? 2000 : 0) + (index === 20 ? odd : 0),
      })),
    });
    const found = (odd: number) => detectAnomalies({ transactions: [], series: [series(odd)], asOf: '2026-01-01' });

    expect(found(0)).toEqual([]);
    expect(found(1500)).toMatchObject([{ rule: 'seasonal_outlier', numbers: { month: '2024-09' } }]);
  });
});

test('a series that is mostly zero has no usual month, so none is unusual', () => {
  const points = (at: (month: number) => number) =>
    Array.from({ length: 24 }, (_, index) => ({
      month: `${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
      amount: at(index),
    }));
  const series = [
    { name: 'Insurance', points: points((month) => (month % 3 === 2 ? 900 : 0)) },
    { name: 'Sundries', points: points((month) => (month === 23 ? 5 : 0)) },
  ];

  expect(detectAnomalies({ transactions: [], series, asOf: '2026-01-01' })).toEqual([]);
});

describe('the first digits', () => {
  const random = createSeededRandom(5);
  const natural = Array.from({ length: 4000 }, () => Math.round(100 * 10 ** (1 + 3 * random())) / 100);
  const invented = natural.map((_, index) => 10 ** (1 + (index % 3)) * (1 + 9 * random()));

  test('amounts over three decades follow the law, invented ones do not, and few or alike say nothing', () => {
    expect(testBenford(natural)).toMatchObject({ kind: 'tested', amounts: 4000 });
    const law = testBenford(natural);
    expect(law.kind === 'tested' && law.pValue).toBeGreaterThan(0.01);
    expect(testBenford(invented)).toMatchObject({ kind: 'tested', conformity: 'none' });
    expect(testBenford(natural.slice(0, 499)).kind).toBe('not_applicable');
    expect(testBenford(natural.map((size) => 100 + size / 1e4)).kind).toBe('not_applicable');
  });

  test('invented amounts of many vendors are reported, natural ones are not', () => {
    const spread = (sizes: readonly number[], vendorOf: (index: number) => number) =>
      sizes.slice(0, 1000).map((size, index) => {
        const date = `2025-${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`;
        return { id: `${index}`, date, amount: `-${size.toFixed(2)}`, counterparty: `Vendor ${vendorOf(index)}` };
      });
    const isReported = (sizes: readonly number[], vendorOf = (index: number) => index % 100) =>
      detectAnomalies({ transactions: spread(sizes, vendorOf), asOf: '2026-01-01' }).some(
        ({ rule }) => rule === 'benford_deviation',
      );

    expect(isReported(invented)).toBe(true);
    expect(isReported(natural)).toBe(false);
    // Of 29 vendors, and of one that has a fourth of them.
    expect(isReported(invented, (index) => index % 29)).toBe(false);
    expect(isReported(invented, (index) => (index % 4 === 0 ? 0 : index % 100))).toBe(false);
  });
});

describe('whole ledgers', () => {
  test('of the seeded faults nearly all are found, and few findings are false', () => {
    let [seeded, found, right, all] = [0, 0, 0, 0];
    for (let seed = 700; seed < 704; seed += 1) {
      const { transactions, faults } = makeFaultyLedger(seed);
      const anomalies = detectAnomalies({ transactions, asOf: ledgerEnd });
      const isOf = faults.map(({ rule, id }) => anomalies.filter((row) => row.rule === rule && row.ids.includes(id)));
      seeded += faults.length;
      found += isOf.filter(({ length }) => length > 0).length;
      right += new Set(isOf.flat()).size;
      all += anomalies.length;
    }

    expect(found / seeded).toBeGreaterThanOrEqual(0.97);
    expect(right / all).toBeGreaterThanOrEqual(0.9);
  });

  test('without the seeded faults hardly anything is reported', () => {
    let [findings, rows] = [0, 0];
    for (let seed = 800; seed < 804; seed += 1) {
      const isSeeded = /^(duplicate|swap|amount|category$|vendor|creep|stopped|doubled|forgotten|jump|bounced)/;
      const clean = makeFaultyLedger(seed).transactions.filter(({ id }) => !isSeeded.test(id));
      findings += detectAnomalies({ transactions: clean, asOf: ledgerEnd }).length;
      rows += clean.length;
    }

    expect(rows).toBeGreaterThan(4 * 1000);
    expect(findings).toBeLessThanOrEqual(4);
  });

  test('the gravest come first, every id is a transaction given, and the order of rows changes no finding', () => {
    const { transactions } = makeFaultyLedger(901);
    const known = new Set(transactions.map(({ id }) => id));
    const key = (rows: readonly ExaminedTransaction[]) => {
      return detectAnomalies({ transactions: rows, asOf: ledgerEnd })
        .map(({ rule, ids }) => `${rule} ${ids.toSorted()}`)
        .sort();
    };
    const found = detectAnomalies({ transactions, asOf: ledgerEnd });

    expect(found.flatMap(({ ids }) => ids).filter((id) => !known.has(id))).toEqual([]);
    const ranks = found.map(({ severity }) => ['high', 'medium', 'low'].indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(key(transactions.toReversed())).toEqual(key(transactions));
  });

  test('what comes after the day asked about is not looked at', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), (cut) => {
        const { transactions } = makeFaultyLedger(902);
        const asOf = transactions[300 + cut]?.date ?? ledgerEnd;
        const before = transactions.filter(({ date }) => date <= asOf);

        expect(detectAnomalies({ transactions, asOf })).toEqual(detectAnomalies({ transactions: before, asOf }));
      }),
      { numRuns: 3 },
    );
  });
});
