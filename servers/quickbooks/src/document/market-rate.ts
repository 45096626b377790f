import { convertMoney, formatDecimal, parseDecimal, sumDecimals } from '@bizmcp/insights';
import { addAmounts, shownAmount } from '../amount.ts';
import type { QuickBooks } from '../quickbooks.ts';
import type { WireTransaction } from '../transaction/transaction.ts';

/** So far from QuickBooks' own a rate may be, as a share, before somebody is asked about it. */
const mostOff = 0.1;

interface GivenRate {
  currency: string;
  rate: string | undefined;
  date: string;
}

/** What is odd about a rate that was given, in words; undefined for none, or for one that is near QuickBooks' own of the day. */
export async function rateDoubt(api: QuickBooks, { currency, rate, date }: GivenRate): Promise<string | undefined> {
  if (rate === undefined) return undefined;
  const usual = await api.exchangeRate(currency, date);
  const off = parseDecimal(rate).div(usual).minus(1);
  if (off.abs().lte(mostOff)) return undefined;
  const side = off.gt(0) ? 'above' : 'below';
  return `exchange_rate ${rate} is ${off.abs().times(100).toFixed(0)} % ${side} QuickBooks' own of ${date}, ${usual}`;
}

interface PaidAtRate extends GivenRate {
  homeCurrency: string;
  paid: readonly { invoice: WireTransaction; amount: string }[];
}

/** What a payment in a foreign currency comes to at home, and what is gained or lost against the rates of the invoices, in words. */
export async function homeValue(api: QuickBooks, { currency, rate, date, homeCurrency, paid }: PaidAtRate) {
  const at = rate ?? (await api.exchangeRate(currency, date));
  const inHome = (amount: string, by = at) => parseDecimal(convertMoney({ amount, currency }, by, homeCurrency).amount);
  const value = inHome(addAmounts(paid.map(({ amount }) => amount)));
  // What stays open is worth its own conversion, to the cent; what is paid has the rest.
  const booked = paid.map(({ invoice: { Balance, HomeBalance, ExchangeRate }, amount }) => {
    const open = Balance ?? amount;
    const left = parseDecimal(open).minus(amount).toFixed();
    const before = HomeBalance == null ? inHome(open, ExchangeRate ?? at) : parseDecimal(HomeBalance);
    return before.minus(inHome(left, ExchangeRate ?? at)).toFixed();
  });
  const gain = value.minus(sumDecimals(booked));
  const text = `${shownAmount(formatDecimal(value), homeCurrency)} at ${at}`;
  if (gain.eq(0)) return text;
  return `${text}, ${gain.gt(0) ? 'a gain' : 'a loss'} of ${shownAmount(formatDecimal(gain.abs()), homeCurrency)}`;
}
