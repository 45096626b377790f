import { decimalOf, type Ledger, scaledInteger } from '@bizmcp/testkit/company';
import { refuse } from './error-reply.ts';

function digitsOf(ledger: Ledger, currency: string): number {
  return ledger.settings.currencies.find(({ code }) => code === currency)?.digits ?? 2;
}

/** Minor units as QuickBooks' JSON has amounts: a number with the currency's decimal places. */
export function amountOf(ledger: Ledger, minorUnits: number, currency = ledger.settings.homeCurrency): number {
  return Number(decimalOf(minorUnits, digitsOf(ledger, currency)));
}

/** The minor units of an amount that was sent; refused where it has more decimal places than the currency. */
export function minorUnitsOf(ledger: Ledger, amount: number, currency: string): number {
  const units = scaledInteger(String(amount), digitsOf(ledger, currency));
  return units ?? refuse('2090', `Invalid Number : ${amount}`);
}

/** A rate in millionths as it is sent. */
export function rateNumber(rate: number): number {
  return Number(decimalOf(rate, 6));
}

/** The millionths of a rate that was sent: a decimal of any length, as Intuit's schema (Finance.xsd) has it, which this ledger rounds. */
export function rateUnits(rate: number): number {
  return scaledInteger(rate.toFixed(6), 6) ?? refuse('2090', `Invalid Number : ${rate}`, 'ExchangeRate');
}
