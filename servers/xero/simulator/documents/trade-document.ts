import type { TradeDocument } from '@bizmcp/testkit/company';
import { amountOf, currencyRateOf } from '../money.ts';
import { dateString, wireDay } from '../wire-day.ts';
import type { XeroBooks } from '../xero-state.ts';
import { contactOf } from './document-contact.ts';
import { amountTypesOf, toWireLine } from './line-item.ts';

/** What invoices, bills and credit notes say alike. */
export function toWireDocument(books: XeroBooks, document: TradeDocument) {
  const { id, counterpartyId, date, dueDate, reference, currency, rate, lines, total, tax } = document;
  const amountTypes = amountTypesOf(books, document);
  return {
    Reference: reference ?? '',
    CurrencyRate: currencyRateOf(rate),
    Contact: contactOf(books, counterpartyId),
    DateString: dateString(date),
    Date: wireDay(date),
    DueDate: wireDay(dueDate),
    LineAmountTypes: amountTypes,
    LineItems: lines.map((line, index) => toWireLine(books, line, { id: `${id}/${index}`, amountTypes })),
    SubTotal: amountOf(total - tax),
    TotalTax: amountOf(tax),
    Total: amountOf(total),
    UpdatedDateUTC: wireDay(date),
    CurrencyCode: currency,
  };
}
