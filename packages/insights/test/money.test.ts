import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocateMoney } from '../src/money/allocate-money.ts';
import { compareDecimals, parseDecimal, sumDecimals } from '../src/money/decimal.ts';
import { minorUnits } from '../src/money/minor-units.ts';
import {
  addMoney,
  compareMoney,
  convertMoney,
  type Money,
  multiplyMoney,
  parseMoney,
  roundMoney,
  subtractMoney,
  sumMoney,
} from '../src/money/money.ts';
import { MoneyError } from '../src/money/money-error.ts';

const cents = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });

function euros(minor: bigint): Money {
  const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
  return { amount: `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`, currency: 'EUR' };
}

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof MoneyError) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

describe('reading an amount', () => {
  test.each(['1,234.50', '1 234', '', ' 1', '1e3', '0x10', '€5', '.5', '5.', '--1', '+1', 'NaN', '1'.repeat(31)])(
    'refuses %j',
    (text) => {
      expect(codeOf(() => parseMoney(text, 'EUR'))).toBe('not_a_number');
    },
  );

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses the number %d', (value) => {
    expect(codeOf(() => parseMoney(value, 'EUR'))).toBe('not_a_number');
  });

  test('keeps what it is given and takes a number by its shortest decimal', () => {
    expect(parseMoney('1234.50', 'USD')).toEqual({ amount: '1234.50', currency: 'USD' });
    expect(parseMoney(0.1, 'USD').amount).toBe('0.10');
    expect(parseMoney(1e-7, 'USD').amount).toBe('0.0000001');
    expect(parseMoney(1e21, 'JPY').amount).toBe('1000000000000000000000');
    expect(parseMoney('-0.00', 'USD').amount).toBe('0.00');
    expect(parseMoney('7', 'KWD').amount).toBe('7.000');
  });

  test('knows minor units by ISO 4217 and refuses what has none', () => {
    expect(['JPY', 'EUR', 'KWD', 'CLF', 'AFN', 'UGX'].map(minorUnits)).toEqual([0, 2, 3, 4, 2, 0]);
    expect(['eur', 'EURO', 'XAU'].map((code) => codeOf(() => minorUnits(code)))).toEqual(
      Array<string>(3).fill('unknown_currency'),
    );
  });
});

describe('arithmetic', () => {
  test('ten times 0.1 is 1.00, which binary floats miss', () => {
    const dimes = Array.from({ length: 10 }, () => parseMoney(0.1, 'EUR'));

    expect(sumMoney(dimes, 'EUR')).toEqual({ amount: '1.00', currency: 'EUR' });
    expect(dimes.reduce((sum, { amount }) => sum + Number(amount), 0)).not.toBe(1);
  });

  test('equals whole-number arithmetic in cents for any amounts', () => {
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        expect(addMoney(euros(a), euros(b))).toEqual(euros(a + b));
        expect(subtractMoney(euros(a), euros(b))).toEqual(euros(a - b));
        expect(compareMoney(euros(a), euros(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  test('does not depend on the order', () => {
    fc.assert(
      fc.property(cents, cents, cents, (a, b, c) => {
        const left = addMoney(addMoney(euros(a), euros(b)), euros(c));
        const right = addMoney(euros(a), addMoney(euros(b), euros(c)));
        expect(left).toEqual(right);
      }),
    );
  });

  test('a line is price times quantity rounded once, as whole numbers say', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        fc.bigInt({ min: 0n, max: 10n ** 6n }),
        (price, thousandths) => {
          const quantity = parseDecimal(String(thousandths)).div(1000).toFixed(3);
          const expected = (price * thousandths + 500n) / 1000n;
          expect(multiplyMoney(euros(price), quantity)).toEqual(euros(expected));
        },
      ),
    );
  });

  test('rounds half up, or half to even, in the currency it ends in', () => {
    expect(roundMoney(parseMoney('1.005', 'EUR')).amount).toBe('1.01');
    expect(roundMoney(parseMoney('-1.005', 'EUR')).amount).toBe('-1.01');
    expect(roundMoney(parseMoney('1.005', 'EUR'), 'half_even').amount).toBe('1.00');
    expect(roundMoney(parseMoney('-0.001', 'EUR')).amount).toBe('0.00');
    expect(convertMoney(parseMoney('100.00', 'EUR'), '161.255', 'JPY')).toEqual({ amount: '16126', currency: 'JPY' });
    expect(convertMoney(parseMoney('100', 'JPY'), '0.0020455', 'KWD').amount).toBe('0.205');
  });

  test('refuses two currencies and rates that are none', () => {
    expect(codeOf(() => addMoney(parseMoney('1', 'EUR'), parseMoney('1', 'USD')))).toBe('currency_mismatch');
    expect(codeOf(() => subtractMoney(parseMoney('1', 'EUR'), parseMoney('1', 'USD')))).toBe('currency_mismatch');
    expect(codeOf(() => sumMoney([parseMoney('1', 'EUR')], 'USD'))).toBe('currency_mismatch');
    expect(codeOf(() => compareMoney(parseMoney('1', 'EUR'), parseMoney('1', 'USD')))).toBe('currency_mismatch');
    expect(codeOf(() => convertMoney(parseMoney('1', 'EUR'), '0', 'USD'))).toBe('not_a_number');
  });

  test('compares by value and sums plain decimals', () => {
    expect(compareDecimals('1.50', '1.5')).toBe(0);
    expect(sumDecimals(['0.1', '0.2', -0.3])).toBe('0');
  });

  test('adds 50,000 rows in well under a second', () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => ({
      amount: `${index}.${10 + (index % 90)}`,
      currency: 'EUR',
    }));
    const expected = rows.reduce((sum, { amount }) => sum + BigInt(amount.replace('.', '')), 0n);

    const start = performance.now();
    const total = sumMoney(rows, 'EUR');

    expect(total).toEqual(euros(expected));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('allocation', () => {
  test('gives the cent that is left to the largest remainder', () => {
    expect(allocateMoney(parseMoney('100', 'EUR'), [1, 1, 1]).map(({ amount }) => amount)).toEqual([
      '33.34',
      '33.33',
      '33.33',
    ]);
    expect(allocateMoney(parseMoney('-0.05', 'EUR'), ['0.3', '0.7']).map(({ amount }) => amount)).toEqual([
      '-0.02',
      '-0.03',
    ]);
    expect(allocateMoney(parseMoney('1', 'JPY'), [0, 2]).map(({ amount }) => amount)).toEqual(['0', '1']);
  });

  test('adds up to the amount and stays within a cent of the exact share', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(cents, weights, (minor, parts) => {
        fc.pre(parts.some((part) => part > 0));
        const whole = parts.reduce((sum, part) => sum + part, 0);

        const shares = allocateMoney(euros(minor), parts);

        expect(sumMoney(shares, 'EUR')).toEqual(euros(minor));
        for (const [index, { amount }] of shares.entries()) {
          const exact = parseDecimal(euros(minor).amount)
            .times(parts[index] ?? 0)
            .div(whole);
          expect(exact.minus(parseDecimal(amount)).abs().lt('0.01')).toBe(true);
        }
      }),
    );
  });

  test('refuses weights that split nothing and amounts below the minor unit', () => {
    expect(codeOf(() => allocateMoney(parseMoney('1', 'EUR'), []))).toBe('bad_weights');
    expect(codeOf(() => allocateMoney(parseMoney('1', 'EUR'), [2, -1]))).toBe('bad_weights');
    expect(codeOf(() => allocateMoney(parseMoney('1.005', 'EUR'), [1]))).toBe('too_precise');
  });
});
