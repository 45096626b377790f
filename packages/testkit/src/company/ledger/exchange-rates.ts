import { isDate } from '../calendar.ts';
import { multiplyRatio, rateScale } from '../minor-units.ts';
import type { Currency } from './ledger.ts';
import { LedgerError } from './ledger-error.ts';

interface DatedRate {
  readonly date: string;
  readonly rate: number;
}

/** Rates by currency and date, home currency for one unit, in millionths. */
export interface ExchangeRates {
  save(currency: string, date: string, rate: number): void;
  on(currency: string, date: string, field?: string): number;
  toHome(amount: number, currency: string, rate: number): number;
  /** The same rates, to be changed apart. */
  copy(): ExchangeRates;
}

/** Makes a table of rates that holds none yet; the home currency's own is 1. */
export const createExchangeRates = (homeCurrency: string, currencies: readonly Currency[]): ExchangeRates =>
  holdRates(new Map(), homeCurrency, currencies);

const holdRates = (
  rates: Map<string, DatedRate[]>,
  homeCurrency: string,
  currencies: readonly Currency[],
): ExchangeRates => {
  const digits = new Map(currencies.map((currency) => [currency.code, currency.digits]));
  const homeDigits = digits.get(homeCurrency) ?? 2;
  return {
    save: (currency, date, rate) => {
      if (!digits.has(currency) || currency === homeCurrency) {
        throw new LedgerError('currency_mismatch', 'currency', `${currency} is not a foreign currency of this ledger`);
      }
      if (!isDate(date)) throw new LedgerError('invalid_date', 'date', `${date} is not a day of the calendar`);
      if (!Number.isSafeInteger(rate) || rate <= 0) {
        throw new LedgerError('invalid_amount', 'rate', 'A rate is a whole number of millionths above 0');
      }
      const dated = rates.get(currency) ?? [];
      const position = dated.findLastIndex((known) => known.date <= date);
      dated.splice(position + 1 - Number(dated[position]?.date === date), Number(dated[position]?.date === date), {
        date,
        rate,
      });
      rates.set(currency, dated);
    },
    on: (currency, date, field = 'rate') => {
      if (currency === homeCurrency) return rateScale;
      const found = rates.get(currency)?.findLast((known) => known.date <= date);
      if (!found) throw new LedgerError('no_rate', field, `No rate of ${currency} on ${date}`);
      return found.rate;
    },
    toHome: (amount, currency, rate) => {
      if (currency === homeCurrency) return amount;
      const shift = homeDigits - (digits.get(currency) ?? homeDigits);
      return multiplyRatio(amount, rate * 10 ** Math.max(shift, 0), rateScale * 10 ** Math.max(-shift, 0));
    },
    copy: () => {
      const copied = [...rates].map(([currency, dated]) => [currency, [...dated]] satisfies [string, DatedRate[]]);
      return holdRates(new Map(copied), homeCurrency, currencies);
    },
  };
};
