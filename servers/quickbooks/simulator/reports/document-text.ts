import type { JournalEntry, LedgerDocument } from '@bizmcp/testkit/company';
import { accountName, type ReportBooks } from './report-books.ts';

/** What a document is called in the reports that list transactions. */
export function transactionType({ company }: ReportBooks, document: LedgerDocument): string {
  const { ledger } = company;
  const isCard = 'accountId' in document && ledger.accounts.get(document.accountId)?.type === 'credit_card';
  switch (document.kind) {
    case 'invoice':
      return 'Invoice';
    case 'credit_note':
      return 'Credit Memo';
    case 'bill':
      return 'Bill';
    case 'vendor_credit':
      return 'Vendor Credit';
    case 'estimate':
      return 'Estimate';
    case 'payment_in':
      return ledger.counterparties.get(document.counterpartyId)?.kind === 'customer' ? 'Payment' : 'Deposit';
    case 'payment_out':
      if (ledger.counterparties.get(document.counterpartyId)?.kind === 'customer') return 'Refund';
      return isCard ? 'Bill Payment (Credit Card)' : 'Bill Payment (Check)';
    case 'spend':
      return isCard ? 'Credit Card Expense' : 'Expense';
    case 'receive':
      return 'Deposit';
    case 'transfer':
      return 'Transfer';
    case 'journal':
      return 'Journal Entry';
  }
}

/** The merchant or the purpose, as it was typed. */
export function memoOf(document: LedgerDocument): string {
  const line = 'lines' in document ? document.lines[0]?.description : undefined;
  return document.memo ?? document.reference ?? line ?? '';
}

/** The other account of an entry, or that there are several. */
export function splitOf(books: ReportBooks, { postings }: JournalEntry, accountId: string): string {
  const others = new Set(postings.map((posting) => posting.accountId).filter((id) => id !== accountId));
  const [only] = others;
  return others.size === 1 && only !== undefined ? accountName(books, only) : '-Split-';
}
