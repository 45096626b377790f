import { planBankTransaction } from './bank-plan.ts';
import type { Books } from './books.ts';
import type { LedgerDocument } from './document.ts';
import type { DocumentDraft } from './draft.ts';
import type { Posting } from './journal-entry.ts';
import { LedgerError } from './ledger-error.ts';
import { planJournal, planTransfer } from './movement-plan.ts';
import { planPayment } from './payment-plan.ts';
import { requireOpenDate } from './requirement.ts';
import { planTrade } from './trade-plan.ts';

/** A document ready to be kept and the postings it makes; nothing has changed yet. */
export interface Plan {
  readonly document: LedgerDocument;
  readonly postings: readonly Posting[];
}

/** Checks a draft against the books and works out what it posts. */
export const planDocument = (books: Books, draft: DocumentDraft, id: string): Plan => {
  requireOpenDate(books, draft.date);
  const plan = planOf(books, draft, id);
  const sum = plan.postings.reduce((total, { amount }) => total + amount, 0);
  if (sum !== 0) throw new LedgerError('unbalanced', 'lines', `Debits and credits differ by ${sum}`);
  return plan;
};

const planOf = (books: Books, draft: DocumentDraft, id: string): Plan => {
  switch (draft.kind) {
    case 'journal':
      return planJournal(books, draft, id);
    case 'transfer':
      return planTransfer(books, draft, id);
    case 'spend':
    case 'receive':
      return planBankTransaction(books, draft, id);
    case 'payment_in':
    case 'payment_out':
      return planPayment(books, draft, id);
    default:
      return planTrade(books, draft, id);
  }
};
