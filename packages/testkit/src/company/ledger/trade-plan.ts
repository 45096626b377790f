import { addDays, isDate } from '../calendar.ts';
import type { Books } from './books.ts';
import { controlAccount, foreignPart } from './control-account.ts';
import { controlSign } from './control-sign.ts';
import type { TradeDocument } from './document.ts';
import type { TradeDraft } from './draft.ts';
import { headerOf } from './header.ts';
import type { Posting } from './journal-entry.ts';
import { LedgerError } from './ledger-error.ts';
import type { Plan } from './plan.ts';
import { linePostings, priceLines } from './priced-lines.ts';
import { requireCounterparty, requireCurrency } from './requirement.ts';

/** Plans an invoice, a bill, a credit to either, or an estimate, which posts nothing. */
export const planTrade = (books: Books, draft: TradeDraft, id: string): Plan => {
  const { kind, counterpartyId } = draft;
  const isPurchase = kind === 'bill' || kind === 'vendor_credit';
  const counterparty = requireCounterparty(books, counterpartyId, isPurchase ? 'vendor' : 'customer');
  const currency = draft.currency ?? counterparty.currency;
  requireCurrency(books, currency, [counterparty.currency], 'currency');
  const { lines, tax, total } = priceLines(books, kind, draft.lines);
  const dueDate = draft.dueDate ?? addDays(draft.date, counterparty.termsDays);
  if (!isDate(dueDate)) throw new LedgerError('invalid_date', 'dueDate', `${dueDate} is not a day of the calendar`);
  const header = headerOf(books, draft, { id, currency, total });
  const document: TradeDocument = { ...header, kind, counterpartyId, dueDate, lines, tax };
  return { document, postings: postingsOf(books, document) };
};

const postingsOf = (books: Books, document: TradeDocument): Posting[] => {
  const side = controlSign(document.kind);
  if (side === 0) return [];
  const { counterpartyId, currency, total, baseTotal } = document;
  const account = controlAccount(books, counterpartyId, currency);
  return [
    {
      accountId: account.id,
      amount: side * baseTotal || 0,
      counterpartyId,
      ...foreignPart(books, account, side * total || 0),
    },
    ...linePostings(books, document.lines, side === 1 ? -1 : 1, document),
  ];
};
