import Big from 'big.js';
import { MoneyError } from './money-error.ts';

/** A number in plain decimal notation: '1234.50', '-0.05'. No grouping, no exponent, no currency sign. */
export type DecimalString = string;

/** What is read as a decimal: a string in plain notation, or a number, which stands for its shortest decimal ('0.1', not 0.1000000000000000055). */
export type DecimalInput = DecimalString | number;

/** How a digit 5 at the cut is rounded: away from zero (commerce) or to the even neighbour (banking, IEEE 754). */
export type Rounding = 'half_up' | 'half_even';

/** Exact decimal arithmetic; only a division is cut, at 40 places. Own constructor: settings of others do not reach it. */
export const ExactDecimal = Big();
ExactDecimal.DP = 40;
ExactDecimal.RM = 1;

/** A decimal to calculate with. */
export type ExactDecimal = Big;

const plainDecimal = /^-?\d{1,30}(?:\.\d{1,20})?$/;
const modes = { half_up: 1, half_even: 2 } as const;

/** Reads a plain decimal. Throws `not_a_number` for grouping ('1,234.50'), exponents, spaces, signs of currency, NaN and infinities. */
export function parseDecimal(value: DecimalInput, field = 'amount'): ExactDecimal {
  if (typeof value === 'number' && Number.isFinite(value)) return new ExactDecimal(String(value));
  if (typeof value === 'string' && plainDecimal.test(value)) return new ExactDecimal(value);
  throw new MoneyError(
    'not_a_number',
    `${field}: ${JSON.stringify(String(value).slice(0, 40))} is no number; give a plain decimal such as '1234.50'`,
  );
}

/** Writes a decimal in plain notation with at least `places` digits after the point, more where they are not zero. */
export function formatDecimal(value: ExactDecimal, places = 0): DecimalString {
  const decimals = Math.max(value.c.length - value.e - 1, places, 0);
  const text = value.toFixed(decimals);
  return value.eq(0) ? text.replace('-', '') : text;
}

/** Rounds once, to `places` digits after the point, and writes exactly that many. */
export function roundDecimal(value: ExactDecimal, places: number, rounding: Rounding = 'half_up'): DecimalString {
  const rounded = value.round(places, modes[rounding]);
  return formatDecimal(rounded, places);
}

/** The exact sum of decimals; '0' for none. */
export function sumDecimals(values: Iterable<DecimalInput>): DecimalString {
  return formatDecimal(sumExact([...values].map((value) => parseDecimal(value))));
}

/** The same of decimals that were read. */
export function sumExact(values: readonly ExactDecimal[]): ExactDecimal {
  return values.reduce((sum, value) => sum.plus(value), new ExactDecimal(0));
}

/** -1, 0 or 1, by value: '1.50' equals '1.5'. */
export function compareDecimals(one: DecimalInput, other: DecimalInput): -1 | 0 | 1 {
  return parseDecimal(one).cmp(parseDecimal(other));
}
