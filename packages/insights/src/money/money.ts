import {
  type DecimalInput,
  type DecimalString,
  ExactDecimal,
  formatDecimal,
  parseDecimal,
  type Rounding,
  roundDecimal,
} from './decimal.ts';
import { minorUnits } from './minor-units.ts';
import { MoneyError } from './money-error.ts';

/** An amount with its currency beside it. `amount` is a plain decimal string; `currency` an ISO 4217 code. */
export interface Money {
  amount: DecimalString;
  currency: string;
}

/** Reads an amount in a currency, exactly as given: nothing is rounded. Throws `not_a_number`, `unknown_currency`. */
export function parseMoney(amount: DecimalInput, currency: string): Money {
  return moneyOf(parseDecimal(amount), currency);
}

/** one + other, exactly. Throws `currency_mismatch`. */
export function addMoney(one: Money, other: Money): Money {
  requireSameCurrency(one, other);
  return moneyOf(parseDecimal(one.amount).plus(parseDecimal(other.amount)), one.currency);
}

/** one - other, exactly. Throws `currency_mismatch`. */
export function subtractMoney(one: Money, other: Money): Money {
  requireSameCurrency(one, other);
  return moneyOf(parseDecimal(one.amount).minus(parseDecimal(other.amount)), one.currency);
}

/** The exact sum of amounts, all in `currency`; zero for none. Throws `currency_mismatch`. */
export function sumMoney(amounts: Iterable<Money>, currency: string): Money {
  let total = new ExactDecimal(0);
  for (const money of amounts) {
    requireSameCurrency(money, { amount: '0', currency });
    total = total.plus(parseDecimal(money.amount));
  }
  return moneyOf(total, currency);
}

/** Unit price x quantity, rounded once to the currency's minor units, as a ledger does with a line. */
export function multiplyMoney(price: Money, quantity: DecimalInput): Money {
  const product = parseDecimal(price.amount).times(parseDecimal(quantity, 'quantity'));
  return { amount: roundDecimal(product, minorUnits(price.currency)), currency: price.currency };
}

/** Converts by a rate, units of `currency` for one unit of the money's own, rounded once to the minor units of `currency`. */
export function convertMoney(money: Money, rate: DecimalInput, currency: string): Money {
  const factor = parseDecimal(rate, 'rate');
  if (factor.lte(0))
    throw new MoneyError('not_a_number', `rate: ${formatDecimal(factor)} is no exchange rate; it is above 0`);
  return { amount: roundDecimal(parseDecimal(money.amount).times(factor), minorUnits(currency)), currency };
}

/** Rounds to the currency's minor units (ISO 4217). */
export function roundMoney(money: Money, rounding: Rounding = 'half_up'): Money {
  return {
    amount: roundDecimal(parseDecimal(money.amount), minorUnits(money.currency), rounding),
    currency: money.currency,
  };
}

/** -1, 0 or 1. Throws `currency_mismatch`. */
export function compareMoney(one: Money, other: Money): -1 | 0 | 1 {
  requireSameCurrency(one, other);
  return parseDecimal(one.amount).cmp(parseDecimal(other.amount));
}

function moneyOf(value: ExactDecimal, currency: string): Money {
  return { amount: formatDecimal(value, minorUnits(currency)), currency };
}

function requireSameCurrency(one: Money, other: Money): void {
  if (one.currency === other.currency) return;
  throw new MoneyError(
    'currency_mismatch',
    `currency: ${one.currency} and ${other.currency} cannot be put together; convert one of them with a rate first`,
  );
}
