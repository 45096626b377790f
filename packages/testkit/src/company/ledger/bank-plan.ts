import type { Books } from './books.ts';
import { foreignPart } from './control-account.ts';
import type { BankDocument } from './document.ts';
import type { BankDraft } from './draft.ts';
import { headerOf } from './header.ts';
import type { Plan } from './plan.ts';
import { linePostings, priceLines } from './priced-lines.ts';
import { requireAccount, requireCounterparty, requireCurrency } from './requirement.ts';

/** Plans money spent or received without a document before it. */
export const planBankTransaction = (books: Books, draft: BankDraft, id: string): Plan => {
  const { kind, counterpartyId } = draft;
  const account = requireAccount(books, draft.accountId, 'accountId', 'bank', 'credit_card');
  if (counterpartyId !== undefined) requireCounterparty(books, counterpartyId);
  const currency = draft.currency ?? account.currency;
  requireCurrency(books, currency, [account.currency], 'currency');
  const { lines, tax, total } = priceLines(books, kind, draft.lines);
  const header = headerOf(books, draft, { id, currency, total });
  const who = counterpartyId === undefined ? {} : { counterpartyId };
  const document: BankDocument = { ...header, ...who, kind, accountId: account.id, lines, tax };
  const side = kind === 'receive' ? 1 : -1;
  return {
    document,
    postings: [
      {
        accountId: account.id,
        amount: side * header.baseTotal,
        ...who,
        ...foreignPart(books, account, side * total),
      },
      ...linePostings(books, lines, side === 1 ? -1 : 1, { currency, rate: header.rate, counterpartyId }),
    ],
  };
};
