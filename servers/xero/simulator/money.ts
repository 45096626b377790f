import { decimalOf } from '@bizmcp/testkit/company';

// The ledger's two currencies have cents.
const digits = 2;

/** Minor units as the JSON number that Xero sends. */
export function amountOf(minorUnits: number): number {
  return Number(decimalOf(minorUnits, digits));
}

/** Minor units of a JSON number; undefined where it has more places than the currency. */
export function minorUnitsOf(amount: number): number | undefined {
  const units = Math.round(amount * 100);
  return amountOf(units) === amount ? units : undefined;
}

/** How many units of the document's currency one of the base currency is: Xero's rates stand the other way round. */
export function currencyRateOf(millionths: number): number {
  return Number((1_000_000 / millionths).toFixed(10));
}
