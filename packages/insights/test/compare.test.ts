import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adjustPValues } from '../src/compare/adjust-p-values.ts';
import { comparePeriods } from '../src/compare/compare-periods.ts';
import { explainPriceVolumeMix } from '../src/compare/price-volume-mix.ts';
import { testAgainstShare, testTwoProportions } from '../src/compare/two-proportion-test.ts';
import { testTwoMeans } from '../src/compare/welch-test.ts';
import { chiSquareUpper, normalTwoSided, studentTwoSided } from '../src/distribution/tail-probability.ts';
import { compareDecimals, parseDecimal, sumDecimals } from '../src/money/decimal.ts';

const amount = fc
  .bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
  .map((minor) => parseDecimal(String(minor)).div(100).toFixed(2));
const periodAmounts = fc.array(fc.record({ key: fc.constantFrom('rent', 'wages', 'travel', 'software'), amount }), {
  maxLength: 20,
});
const sales = fc.array(
  fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    quantity: fc.integer({ min: 0, max: 5000 }),
    amount: fc.integer({ min: 0, max: 10 ** 9 }).map((minor) => parseDecimal(minor).div(100).toFixed(2)),
  }),
  { maxLength: 12 },
);

describe('two periods', () => {
  test('names what made the difference, largest first', () => {
    const previous = [
      { key: 'rent', amount: '1000.00' },
      { key: 'travel', amount: '300.10' },
      { key: 'travel', amount: '99.90' },
    ];
    const current = [
      { key: 'rent', amount: '1050.00' },
      { key: 'software', amount: '150.00' },
      { key: 'travel', amount: '100.00' },
    ];

    const comparison = comparePeriods(previous, current);

    expect(comparison).toMatchObject({ previous: '1400', current: '1300', change: '-100', changePercent: '-7.14' });
    expect(comparison.contributions).toEqual([
      {
        key: 'travel',
        previous: '400',
        current: '100',
        change: '-300',
        changePercent: '-75.00',
        shareOfChange: '300.00',
      },
      { key: 'software', previous: '0', current: '150', change: '150', changePercent: null, shareOfChange: '-150.00' },
      { key: 'rent', previous: '1000', current: '1050', change: '50', changePercent: '5.00', shareOfChange: '-50.00' },
    ]);
  });

  test('says of a loss that shrinks that it is better by so much of its size, and keeps equal changes in order', () => {
    const previous = ['c', 'a', 'b'].map((key) => ({ key, amount: '-100.00' }));
    const current = previous.map(({ key }) => ({ key, amount: '-50.00' }));

    const { changePercent, contributions } = comparePeriods(previous, current);

    expect(changePercent).toBe('50.00');
    expect(contributions.map((one) => [one.key, one.changePercent, one.shareOfChange])).toEqual([
      ['a', '50.00', '33.33'],
      ['b', '50.00', '33.33'],
      ['c', '50.00', '33.33'],
    ]);
  });

  test('has contributions that add up to the change exactly', () => {
    fc.assert(
      fc.property(periodAmounts, periodAmounts, (previous, current) => {
        const { change, contributions } = comparePeriods(previous, current);
        const expected = sumDecimals([
          sumDecimals(current.map((row) => row.amount)),
          `-${sumDecimals(previous.map((row) => row.amount))}`.replace('--', ''),
        ]);
        expect(compareDecimals(change, expected)).toBe(0);
        expect(compareDecimals(sumDecimals(contributions.map((row) => row.change)), change)).toBe(0);
      }),
    );
  });
});

describe('price, volume and mix', () => {
  test('takes a change apart as the textbook does', () => {
    const previous = [
      { key: 'basic', quantity: 100, amount: '1000.00' },
      { key: 'plus', quantity: 100, amount: '2000.00' },
      { key: 'old', quantity: 5, amount: '50.00' },
    ];
    const current = [
      { key: 'basic', quantity: 120, amount: '1320.00' },
      { key: 'plus', quantity: 180, amount: '3600.00' },
      { key: 'new', quantity: 1, amount: '70.00' },
    ];

    const { products, total } = explainPriceVolumeMix(previous, current, 'EUR');

    expect(products[0]).toEqual({
      key: 'basic',
      change: '320.00',
      price: '120.00',
      volume: '500.00',
      mix: '-300.00',
      added: '0.00',
      dropped: '0.00',
    });
    expect(products[1]).toMatchObject({ key: 'plus', price: '0.00', volume: '1000.00', mix: '600.00' });
    expect(total).toEqual({
      change: '1940.00',
      price: '120.00',
      volume: '1500.00',
      mix: '300.00',
      added: '70.00',
      dropped: '-50.00',
    });
  });

  test('counts what has no quantity left as dropped, and what had none as added', () => {
    const [some, none] = [
      { key: 'a', quantity: 10, amount: '100.00' },
      { key: 'a', quantity: 0, amount: '5.00' },
    ];

    const [gone] = explainPriceVolumeMix([some], [none], 'EUR').products;
    const [back] = explainPriceVolumeMix([none], [some], 'EUR').products;

    expect(gone).toMatchObject({ change: '-95.00', price: '0.00', volume: '0.00', added: '5.00', dropped: '-100.00' });
    expect(back).toMatchObject({ change: '95.00', price: '0.00', volume: '0.00', added: '100.00', dropped: '-5.00' });
  });

  test('loses no cent, whatever is sold', () => {
    fc.assert(
      fc.property(sales, sales, (previous, current) => {
        const { products, total } = explainPriceVolumeMix(previous, current, 'EUR');
        for (const row of [...products, total]) {
          const effects = sumDecimals([row.price, row.volume, row.mix, row.added, row.dropped]);
          expect(compareDecimals(effects, row.change)).toBe(0);
        }
        expect(compareDecimals(sumDecimals(products.map((row) => row.change)), total.change)).toBe(0);
      }),
    );
  });
});

describe('tests of significance', () => {
  test('agree with the tables of the distributions', () => {
    expect(normalTwoSided(1.959963984540054)).toBeCloseTo(0.05, 12);
    expect(normalTwoSided(-3)).toBeCloseTo(0.0026997960632601866, 12);
    expect(studentTwoSided(2.228138851986274, 10)).toBeCloseTo(0.05, 12);
    expect(studentTwoSided(1 / Math.tan(0.025 * Math.PI), 1)).toBeCloseTo(0.05, 12);
    expect(chiSquareUpper(15.507313055865453, 8)).toBeCloseTo(0.05, 12);
    expect(chiSquareUpper(2.733, 8)).toBeCloseTo(0.95, 3);
  });

  test('of two shares use the pooled z where counts allow it', () => {
    const result = testTwoProportions({ count: 45, of: 200 }, { count: 30, of: 200 });

    expect(result.method).toBe('two_proportion_z');
    expect(result.z).toBeCloseTo(1.92154, 4);
    expect(result.pValue).toBeCloseTo(0.05466, 4);
    expect(result.interval[0]).toBeLessThan(0.001);
    expect(result.interval[1]).toBeGreaterThan(0.14);
  });

  test('of two shares are exact for small counts: the lady tasting tea', () => {
    const result = testTwoProportions({ count: 3, of: 4 }, { count: 1, of: 4 });

    expect(result.method).toBe('fisher_exact');
    expect(result.pValue).toBeCloseTo(34 / 70, 10);
  });

  test('give the same answer whichever side comes first', () => {
    const share = fc
      .integer({ min: 1, max: 60 })
      .chain((of) => fc.record({ count: fc.integer({ min: 0, max: of }), of: fc.constant(of) }));
    fc.assert(
      fc.property(share, share, (one, other) => {
        const forth = testTwoProportions(one, other);
        const back = testTwoProportions(other, one);
        expect(forth.pValue).toBeCloseTo(back.pValue, 9);
        expect(forth.interval[0]).toBeCloseTo(-back.interval[1], 9);
        expect(forth.pValue).toBeGreaterThanOrEqual(0);
        expect(forth.pValue).toBeLessThanOrEqual(1);
        expect(forth.interval[0]).toBeLessThanOrEqual(forth.difference + 1e-12);
      }),
    );
  });

  test('against a published share are exact for small counts', () => {
    expect(testAgainstShare({ count: 9, of: 9 }, 0.5).pValue).toBeCloseTo(2 / 512, 10);
    expect(testAgainstShare({ count: 60, of: 100 }, 0.5)).toMatchObject({
      method: 'one_proportion_z',
      z: expect.closeTo(2, 9),
    });
  });

  test('of means follow Welch', () => {
    const result = testTwoMeans(
      [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4],
      [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4],
    );

    expect(result.difference).toBeCloseTo(-65 / 30, 9);
    expect(result.t).toBeCloseTo(-2.46, 2);
    expect(result.degreesOfFreedom).toBeCloseTo(25.0, 1);
    expect(result.pValue).toBeCloseTo(0.021, 3);
    expect(testTwoMeans([3, 3], [3, 3]).pValue).toBe(1);
    expect(testTwoMeans([3, 3], [4, 4]).pValue).toBe(0);
  });

  test('refuse what is no share and too few values', () => {
    expect(() => testTwoProportions({ count: 3, of: 2 }, { count: 1, of: 2 })).toThrow(RangeError);
    expect(() => testTwoProportions({ count: 0, of: 0 }, { count: 1, of: 2 })).toThrow(/count, of/);
    expect(() => testAgainstShare({ count: 1, of: 2 }, 1)).toThrow(/share/);
    expect(() => testTwoMeans([1], [1, 2])).toThrow(/one/);
  });

  test('that are many are corrected together', () => {
    const adjusted = adjustPValues([0.01, 0.04, 0.03, 0.005]);

    expect(adjusted.map((value) => Number(value.toFixed(4)))).toEqual([0.02, 0.04, 0.04, 0.02]);
    expect(adjustPValues([])).toEqual([]);
  });
});
