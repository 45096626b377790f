import { type GeneralLedgerLine, type LedgerDocument, normalSide } from '@bizmcp/testkit/company';
import type { DetailColumn } from './detail-column.ts';
import { memoOf, splitOf, transactionType } from './document-text.ts';
import { accountCell, counterpartyCell, detailMoneyText, entityCell, type ReportBooks } from './report-books.ts';

/** A posting beside its document; amounts positive on the usual side of the account. */
export interface LedgerLine extends GeneralLedgerLine {
  accountId: string;
  document: LedgerDocument | undefined;
  amount: number;
  running: number;
}

export function ledgerLine(books: ReportBooks, accountId: string, line: GeneralLedgerLine): LedgerLine {
  const { ledger } = books.company;
  const side = normalSide(ledger.accounts.get(accountId)?.type ?? 'expense');
  const document = ledger.documents.get(line.entry.documentId);
  return { ...line, accountId, document, amount: side * line.posting.amount, running: side * line.balance };
}

/** Whether the company keeps books in more than one currency, which changes the keys of the columns. */
export function isMulticurrency({ company }: ReportBooks): boolean {
  return company.ledger.settings.currencies.length > 1;
}

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/report-entities/generalledger#query-a-report */
export function ledgerColumns(books: ReportBooks): { all: DetailColumn<LedgerLine>[]; usual: string[] } {
  const money = detailMoneyText(books);
  const [amount, balance] = isMulticurrency(books)
    ? ['subt_nat_home_amount', 'rbal_nat_home_amount']
    : ['subt_nat_amount', 'rbal_nat_amount'];
  const all: DetailColumn<LedgerLine>[] = [
    { key: 'tx_date', title: 'Date', cell: ({ entry }) => ({ value: entry.date }) },
    { key: 'txn_type', title: 'Transaction Type', cell: (line) => typeCell(books, line) },
    { key: 'doc_num', title: 'Num', cell: ({ document }) => ({ value: document?.number ?? '' }) },
    { key: 'name', title: 'Name', cell: (line) => counterpartyCell(books, nameOf(line)) },
    { key: 'memo', title: 'Memo/Description', cell: (line) => ({ value: memoText(line) }) },
    { key: 'account_name', title: 'Account', cell: ({ accountId }) => accountCell(books, accountId) },
    {
      key: 'split_acc',
      title: 'Split',
      cell: ({ entry, accountId }) => ({ value: splitOf(books, entry, accountId) }),
    },
    {
      key: amount,
      title: 'Amount',
      cell: (line) => ({ value: money(line.amount) }),
      sum: (lines) => money(lines.reduce((sum, line) => sum + line.amount, 0)),
    },
    { key: balance, title: 'Balance', cell: ({ running }) => ({ value: money(running) }) },
  ];
  return { all, usual: all.map(({ key }) => key).filter((key) => key !== 'account_name') };
}

function typeCell(books: ReportBooks, { document }: LedgerLine) {
  return document
    ? entityCell(books, 'transaction', document.id, transactionType(books, document))
    : { value: 'Journal Entry' };
}

function nameOf({ posting, document }: LedgerLine): string | undefined {
  return posting.counterpartyId ?? (document && 'counterpartyId' in document ? document.counterpartyId : undefined);
}

function memoText({ posting, document }: LedgerLine): string {
  return posting.description ?? (document ? memoOf(document) : '');
}
