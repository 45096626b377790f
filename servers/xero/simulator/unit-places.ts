import { lineAmount } from '@bizmcp/testkit/company';
import { refuseDocument } from './error-reply.ts';
import { amountOf } from './money.ts';

/**
 * A unit price as Xero takes and gives it: two places unless a request asks for four, whatever was sent.
 * https://developer.xero.com/documentation/api-guides/rounding-in-xero#unitamount
 */
export function unitPriceOf(unitAmount: number, query: URLSearchParams): number {
  const places = query.get('unitdp') ?? '2';
  if (places !== '2' && places !== '4') refuseDocument([{ message: 'unitdp has to be 2 or 4' }]);
  return places === '4' ? unitAmount : amountOf(lineAmount('1', String(unitAmount), 2) ?? 0);
}

interface WithLines {
  LineItems?: readonly { UnitAmount: number }[];
}

/** The same documents with the unit prices of their lines as the request asks for them. */
export function withUnitPrices<Document extends WithLines>(
  documents: readonly Document[],
  query: URLSearchParams,
): Document[] {
  return documents.map((document) => {
    const lines = document.LineItems?.map((line) => ({ ...line, UnitAmount: unitPriceOf(line.UnitAmount, query) }));
    return lines ? { ...document, LineItems: lines } : document;
  });
}
