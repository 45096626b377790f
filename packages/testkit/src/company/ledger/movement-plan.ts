import type { Account } from './account.ts';
import type { Books } from './books.ts';
import { foreignPart } from './control-account.ts';
import type { JournalDraft, TransferDraft } from './draft.ts';
import { headerOf } from './header.ts';
import { LedgerError } from './ledger-error.ts';
import type { Plan } from './plan.ts';
import { requireLineAccount, requireTracking } from './priced-lines.ts';
import { requireAccount, requireAmount, requireCurrency } from './requirement.ts';

/** Plans a journal entry of a person; its debits must equal its credits. */
export const planJournal = (books: Books, draft: JournalDraft, id: string): Plan => {
  const { homeCurrency } = books.settings;
  requireCurrency(books, draft.currency ?? homeCurrency, [homeCurrency], 'currency');
  if (draft.lines.length < 2) throw new LedgerError('unbalanced', 'lines', 'A journal entry needs two lines or more');
  draft.lines.forEach((line, index) => {
    requireLineAccount(books, line.accountId, `lines.${index}.accountId`);
    requireAmount(line.amount, `lines.${index}.amount`);
    requireTracking(books, line.tracking ?? {}, `lines.${index}.tracking`);
  });
  const total = draft.lines.reduce((sum, { amount }) => sum + Math.max(amount, 0), 0);
  requireAmount(total, 'lines', 1);
  const header = headerOf(books, draft, { id, currency: homeCurrency, total });
  return { document: { ...header, kind: 'journal', lines: draft.lines }, postings: draft.lines };
};

/** Plans a transfer; the home-currency side, if there is one, says what the other is worth. */
export const planTransfer = (books: Books, draft: TransferDraft, id: string): Plan => {
  const from = requireAccount(books, draft.accountId, 'accountId', 'bank', 'credit_card');
  const to = requireAccount(books, draft.toAccountId, 'toAccountId', 'bank', 'credit_card');
  if (from.id === to.id) throw new LedgerError('wrong_type', 'toAccountId', 'A transfer needs two accounts');
  requireAmount(draft.amount, 'amount', 1);
  requireCurrency(books, draft.currency ?? from.currency, [from.currency], 'currency');
  const received = receivedOf(draft, from, to);
  const header = headerOf(books, draft, { id, currency: from.currency, total: draft.amount });
  const value = to.currency === books.settings.homeCurrency ? received : header.baseTotal;
  return {
    document: {
      ...header,
      baseTotal: value,
      kind: 'transfer',
      accountId: from.id,
      toAccountId: to.id,
      received,
    },
    postings: [
      { accountId: from.id, amount: -value, ...foreignPart(books, from, -draft.amount) },
      { accountId: to.id, amount: value, ...foreignPart(books, to, received) },
    ],
  };
};

const receivedOf = (draft: TransferDraft, from: Account, to: Account): number => {
  const { amount, received } = draft;
  if (from.currency === to.currency) {
    if (received !== undefined && received !== amount) {
      throw new LedgerError('unbalanced', 'received', 'What leaves one account must arrive at the other');
    }
    return amount;
  }
  if (received === undefined) {
    throw new LedgerError('currency_mismatch', 'received', `Say how much arrived in ${to.currency}`);
  }
  requireAmount(received, 'received', 1);
  return received;
};
