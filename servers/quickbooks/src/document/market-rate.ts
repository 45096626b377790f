import { orNothing } from '@bizmcp/core';
import { convertMoney, formatDecimal, parseDecimal, sumDecimals } from '@bizmcp/insights';
import { addAmounts, shownAmount, toWireNumber } from '../amount.ts';
import type { QuickBooks } from '../quickbooks.ts';
import type { WireTransaction } from '../transaction/transaction.ts';

/** So far from QuickBooks' own a rate may be, as a share, before somebody is asked about it. */
const mostOff = 0.1;

/** Rates of a day: home currency for one of the other. */
export interface Rate {
  /** That the document gets. */
  booked: string;
  /** QuickBooks' own; undefined where it has none of the day. */
  usual: string | undefined;
}

/**
 * The rate of a document in a foreign currency: one that was given, or QuickBooks' own of the day. It is always sent, as QuickBooks books
 * at 1 what comes without one: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/billpayment, and of
 * invoices https://github.com/WordPress/wordcamp.org/pull/1325. Undefined for the home currency.
 */
export async function readRate(
  api: QuickBooks,
  homeCurrency: string,
  { currency, date, given }: { currency: string; date: string; given: string | undefined },
): Promise<Rate | undefined> {
  if (currency === homeCurrency) return undefined;
  const asked = api.exchangeRate(currency, date);
  if (given === undefined) {
    const usual = await asked;
    return { booked: usual, usual };
  }
  // QuickBooks may have none of a day long past.
  return { booked: given, usual: await orNothing(asked, 'invalid_input') };
}

/** As QuickBooks is sent it. */
export function rateBody(rate: Rate | undefined): object {
  return rate ? { ExchangeRate: toWireNumber(rate.booked) } : {};
}

/** What is odd about a rate, in words; undefined for one that is near QuickBooks' own of the day. */
export function rateDoubt({ rate, date }: { rate: Rate | undefined; date: string }): string | undefined {
  if (!rate) return undefined;
  if (rate.usual === undefined) return `QuickBooks has no rate of ${date} to hold exchange_rate ${rate.booked} against`;
  const off = parseDecimal(rate.booked).div(rate.usual).minus(1);
  if (off.abs().lte(mostOff)) return undefined;
  const side = off.gt(0) ? 'above' : 'below';
  return `exchange_rate ${rate.booked} is ${off.abs().times(100).toFixed(0)} % ${side} QuickBooks' own of ${date}, ${rate.usual}`;
}

interface PaidAtRate {
  currency: string;
  rate: string;
  homeCurrency: string;
  paid: readonly { document: WireTransaction; amount: string }[];
}

/** What a payment in a foreign currency comes to at home, and what is gained or lost against the rates of what it pays, in words. */
export function homeValue(
  { isIncome }: { isIncome: boolean },
  { currency, rate, homeCurrency, paid }: PaidAtRate,
): { sum: string; text: string } {
  const inHome = (amount: string, by = rate) =>
    parseDecimal(convertMoney({ amount, currency }, by, homeCurrency).amount);
  const value = inHome(addAmounts(paid.map(({ amount }) => amount)));
  // What stays open is worth its own conversion, to the cent; what is paid has the rest.
  const booked = paid.map(({ document: { Balance, HomeBalance, ExchangeRate }, amount }) => {
    const open = Balance ?? amount;
    const left = parseDecimal(open).minus(amount).toFixed();
    const before = HomeBalance == null ? inHome(open, ExchangeRate ?? rate) : parseDecimal(HomeBalance);
    return before.minus(inHome(left, ExchangeRate ?? rate)).toFixed();
  });
  const more = value.minus(sumDecimals(booked));
  const sum = formatDecimal(value);
  const text = `${shownAmount(sum, homeCurrency)} at ${rate}`;
  if (more.eq(0)) return { sum, text };
  const gain = more.gt(0) === isIncome ? 'a gain' : 'a loss';
  return { sum, text: `${text}, ${gain} of ${shownAmount(formatDecimal(more.abs()), homeCurrency)}` };
}
