import { formatDecimal, minorUnits, parseDecimal, roundDecimal, sumDecimals } from '@bizmcp/insights';
import * as z from 'zod';

/** Of more than 15 digits before the point not all survive. */
const WireDecimal = z.number().gt(-1e15).lt(1e15);

/**
 * An amount as Xero sends it: a JSON number, whose shortest decimal is what was sent, as amounts have at most 15 digits. After the 10th
 * place there is only what floats leave over. Read as a decimal string; nothing here is ever added up as a float.
 */
export const WireAmount = WireDecimal.transform((value) => formatDecimal(parseDecimal(value).round(10), 2));

/** A quantity or a price of one, with as many places as it has. */
export const WireFactor = WireDecimal.transform((value) => formatDecimal(parseDecimal(value)));

/** An amount or quantity as a tool takes it: 11 digits before the point and 4 after it survive the way to Xero and back. */
export const Decimal = z
  .string()
  .regex(/^-?\d{1,11}(\.\d{1,4})?$/, "is no decimal with at most 11 digits and 4 places, such as '1234.50'");

/** Places of all sums in Xero, whatever the currency: https://developer.xero.com/documentation/api-guides/rounding-in-xero#unitamount */
export const sumPlaces = 2;

/** As JSON sends it: with at most 15 digits a number stands for exactly the decimal that was given. */
export function toWireNumber(decimal: string): number {
  return Number(decimal);
}

/** An amount with the places of its currency, at least, and the currency. */
export function shownAmount(decimal: string, currency: string): string {
  return `${formatDecimal(parseDecimal(decimal), minorUnits(currency))} ${currency}`;
}

/** The exact sum, with two places at least. */
export function addAmounts(amounts: Iterable<string>): string {
  return formatDecimal(parseDecimal(sumDecimals(amounts)), 2);
}

/** The exact difference, with two places at least. */
export function subtractAmount(from: string, amount: string): string {
  return formatDecimal(parseDecimal(from).minus(parseDecimal(amount)), 2);
}

/** The same amount with the other sign. */
export function negateAmount(amount: string): string {
  return subtractAmount('0', amount);
}

/** The change in percent of the size of what was; null where that was nothing. */
export function changePercent(is: string, was: string): string | null {
  const before = parseDecimal(was).abs();
  return before.eq(0) ? null : roundDecimal(parseDecimal(is).minus(parseDecimal(was)).times(100).div(before), 1);
}

/** A part in percent of the whole, with one place. */
export function shareOf(part: string, whole: string): string {
  const total = parseDecimal(whole);
  return total.eq(0) ? '0.0' : roundDecimal(parseDecimal(part).times(100).div(total), 1);
}

/** So many times the amount, exactly. */
export function multiplyAmount(amount: string, times: number): string {
  return formatDecimal(parseDecimal(amount).times(times), 2);
}
