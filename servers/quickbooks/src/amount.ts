import { compareDecimals, formatDecimal, minorUnits, parseDecimal, sumDecimals } from '@bizmcp/insights';
import * as z from 'zod';

/** A JSON number or its text, of 15 digits before the point: of more, not all survive. */
const WireDecimal = z.union([z.number().gt(-1e15).lt(1e15), z.string().regex(/^-?\d{1,15}(\.\d{1,10})?$/)]);

/**
 * An amount or a price as QuickBooks sends it: a number, whose shortest decimal is what was sent, as amounts have at most 15 digits.
 * After the 10th place there is only what floats leave over. Read as a decimal string of two places or more; nothing here is ever added
 * up as a float.
 */
export const WireAmount = WireDecimal.transform((value) => formatDecimal(parseDecimal(value).round(10), 2));

/** A quantity or rate of exchange, with as many places as it has. */
export const WireFactor = WireDecimal.transform((value) => formatDecimal(parseDecimal(value)));

/** An amount or quantity as a tool takes it: at most 15 digits survive the way to QuickBooks and back. Above 0. */
export const PositiveDecimal = z
  .string()
  .regex(
    /^(?=.*[1-9])\d{1,11}(\.\d{1,4})?$/,
    "is no decimal above 0 such as '1234.50' (no thousands separator, 4 decimal places at most); money given back is a credit memo or vendor credit, made in QuickBooks",
  );

/**
 * A price of a line, as a tool takes it: below 0 it takes something off, such as a discount or a rebate. The rate of a line may be one by
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice; only the total may not be below 0, of a bill
 * neither: https://help.commonsku.com/knowledge/discounts-and-credits-on-supplier-bills.
 */
export const LinePrice = z
  .string()
  .regex(
    /^-?(?=.{1,16}$)\d{1,11}(\.\d{1,7})?$/,
    "is no decimal such as '1234.50' (no thousands separator), '-50.00' to take off",
  );

/** A price or limit as a tool takes it; nothing may be free. */
export const Price = z
  .string()
  .regex(
    /^(?=.{1,16}$)\d{1,11}(\.\d{1,7})?$/,
    "is no decimal of 0 or more such as '1234.50' (no thousands separator); money given back is a credit memo or vendor credit, made in QuickBooks",
  );

/** As JSON sends it: with at most 15 digits a number stands for exactly the decimal that was given. */
export function toWireNumber(decimal: string): number {
  return Number(decimal);
}

/** An amount with the places of its currency, at least. */
export function withPlaces(decimal: string, currency: string): string {
  return formatDecimal(parseDecimal(decimal), minorUnits(currency));
}

/** The same, and the currency. */
export function shownAmount(decimal: string, currency: string): string {
  return `${withPlaces(decimal, currency)} ${currency}`;
}

/** With the other sign; zero has none. */
export function negated(decimal: string): string {
  if (decimal.startsWith('-')) return decimal.slice(1);
  return compareDecimals(decimal, '0') === 0 ? decimal : `-${decimal}`;
}

/** The exact sum, with two places at least. */
export function addAmounts(amounts: Iterable<string>): string {
  return formatDecimal(parseDecimal(sumDecimals(amounts)), 2);
}
