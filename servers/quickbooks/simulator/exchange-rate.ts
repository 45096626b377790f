import { addDays, isDate } from '@bizmcp/testkit/company';
import * as z from 'zod';
import { headFields, ignored, readObject } from './body.ts';
import type { Entity } from './entities/entity.ts';
import { refuse } from './error-reply.ts';
import { rateNumber, rateUnits } from './money.ts';
import { listOf, morningOf, type QuickBooksBooks } from './quickbooks-state.ts';
import type { Wire } from './wire.ts';
import { withLedger } from './with-ledger.ts';

/** The rate of a currency on a day: home currency for one unit. */
export function exchangeRate({ ledger, company }: QuickBooksBooks, source: string, day = company.today): Wire {
  const isKnown = ledger.settings.currencies.some(({ code }) => code === source);
  if (!isKnown) return refuse('2500', `Invalid Reference Id : Currency element id ${source} not found`);
  if (!isDate(day)) return refuse('2010', 'Property Name:asofdate specified is unsupported or invalid');
  return {
    ...{ SourceCurrencyCode: source, TargetCurrencyCode: ledger.settings.homeCurrency },
    Rate: rateNumber(withLedger(() => ledger.rateOn(source, day))),
    ...{ AsOfDate: day, domain: 'QBO', sparse: false, MetaData: { LastUpdatedTime: morningOf(day) } },
  };
}

const RateBody = z.strictObject({
  ...{ ...headFields, SourceCurrencyCode: z.string().length(3), TargetCurrencyCode: ignored },
  ...{ Rate: z.number().positive(), AsOfDate: z.iso.date().optional() },
});

/** Sets the rate of a currency from a day on: the same page, "Update an exchangerate". */
export function saveExchangeRate(books: QuickBooksBooks, body: Wire): Wire {
  const { SourceCurrencyCode, Rate, AsOfDate } = readObject(body, RateBody);
  withLedger(() => books.ledger.saveRate(SourceCurrencyCode, AsOfDate ?? books.company.today, rateUnits(Rate)));
  books.changes += 1;
  return exchangeRate(books, SourceCurrencyCode, AsOfDate);
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
