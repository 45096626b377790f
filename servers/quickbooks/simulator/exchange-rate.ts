import { addDays, isDate } from '@bizmcp/testkit/company';
import type { Entity } from './entity.ts';
import { refuse } from './error-reply.ts';
import { rateNumber } from './money.ts';
import { listOf, morningOf, type QuickBooksBooks } from './quickbooks-state.ts';
import type { Wire } from './wire.ts';

/** The rate of a currency on a day: home currency for one unit. */
export function exchangeRate({ ledger, company }: QuickBooksBooks, source: string, day = company.today): Wire {
  const isKnown = ledger.settings.currencies.some(({ code }) => code === source);
  if (!isKnown) return refuse('2500', `Invalid Reference Id : Currency element id ${source} not found`);
  if (!isDate(day)) return refuse('2010', 'Property Name:asofdate specified is unsupported or invalid');
  return {
    ...{ SourceCurrencyCode: source, TargetCurrencyCode: ledger.settings.homeCurrency },
    Rate: rateNumber(ledger.rateOn(source, day)),
    ...{ AsOfDate: day, domain: 'QBO', sparse: false, MetaData: { LastUpdatedTime: morningOf(day) } },
  };
}

const daysKept = 400;

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/exchangerate: asked for by currency and day. */
export const exchangeRateEntity: Entity = {
  name: 'ExchangeRate',
  filterable: ['SourceCurrencyCode', 'TargetCurrencyCode', 'AsOfDate', 'MetaData.LastUpdatedTime'],
  list: (books) =>
    listOf(books, 'ExchangeRate', () => {
      const { today } = books.company;
      const { currencies, homeCurrency } = books.ledger.settings;
      const foreign = currencies.filter(({ code }) => code !== homeCurrency);
      const days = Array.from({ length: daysKept }, (_, ago) => addDays(today, -ago));
      return foreign.flatMap(({ code }) => days.map((day) => exchangeRate(books, code, day)));
    }),
  find: () => undefined,
};
