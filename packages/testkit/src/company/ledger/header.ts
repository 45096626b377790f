import type { Books } from './books.ts';
import type { DocumentHeader } from './document.ts';
import type { DocumentDraft } from './draft.ts';
import { LedgerError } from './ledger-error.ts';

/** The header of a document that is about to be posted; the rate is the draft's, or the table's of that day. */
export const headerOf = (
  books: Books,
  draft: DocumentDraft,
  { id, currency, total }: { readonly id: string; readonly currency: string; readonly total: number },
): DocumentHeader => {
  const rate = draft.rate ?? books.rates.on(currency, draft.date);
  const isHome = currency === books.settings.homeCurrency;
  if (!Number.isSafeInteger(rate) || rate <= 0 || (isHome && rate !== books.rates.on(currency, draft.date))) {
    throw new LedgerError('invalid_amount', 'rate', 'A rate is a whole number of millionths, 1000000 at home');
  }
  const baseTotal = books.rates.toHome(total, currency, rate);
  if (!Number.isSafeInteger(baseTotal)) {
    throw new LedgerError('invalid_amount', 'rate', 'The amount is too large in the home currency');
  }
  const { date, number, reference, memo } = draft;
  return {
    ...{ id, date, currency, rate, total, baseTotal },
    status: 'posted',
    version: 0,
    ...(number !== undefined && { number }),
    ...(reference !== undefined && { reference }),
    ...(memo !== undefined && { memo }),
  };
};
