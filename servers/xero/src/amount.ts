import { formatDecimal, minorUnits, parseDecimal } from '@bizmcp/insights';
import * as z from 'zod';

/**
 * An amount as Xero sends it: a JSON number, whose shortest decimal is what was sent, as amounts have at most 15 digits.
 * Read as a decimal string; nothing here is ever added up as a float.
 */
export const WireAmount = z.number().transform((value) => formatDecimal(parseDecimal(value), 2));

/** An amount or quantity as a tool takes it: 11 digits before the point and 4 after it survive the way to Xero and back. */
export const Decimal = z.string().refine((value) => /^-?\d{1,11}(\.\d{1,4})?$/.test(value), {
  message: "is no decimal with at most 11 digits and 4 places, such as '1234.50'",
});

/** As JSON sends it: with at most 15 digits a number stands for exactly the decimal that was given. */
export function toWireNumber(decimal: string): number {
  return Number(decimal);
}

/** An amount with the places of its currency, at least. */
export function shownAmount(decimal: string, currency: string): string {
  return formatDecimal(parseDecimal(decimal), minorUnits(currency));
}
