import { type AgedDocument, decimalOf, type LedgerDocument } from '@bizmcp/testkit/company';
import { bucketDays, bucketTitles, openCounterparties, type Side } from './aged-summary.ts';
import {
  chooseColumns,
  type DetailColumn,
  detailColumns,
  detailRow,
  detailSection,
  detailTotal,
} from './detail-column.ts';
import { memoOf, transactionType } from './document-text.ts';
import { isMulticurrency } from './ledger-line.ts';
import type { ReportContent } from './report.ts';
import { counterpartyCell, detailMoneyText, entityCell, type ReportBooks } from './report-books.ts';
import type { ReportRequest } from './report-request.ts';

/** An open document; credits are below 0. */
interface OpenLine extends AgedDocument {
  counterpartyId: string;
  document: LedgerDocument;
}

/**
 * The open transactions by how long they are overdue, the oldest first.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/aragingdetail
 */
export function agedDetail(books: ReportBooks, request: ReportRequest, side: Side): ReportContent {
  const { all, usual } = columnsOf(books, side);
  const columns = chooseColumns(all, usual, request.columns);
  const lines = openCounterparties(books, request, side).flatMap(({ counterpartyId, documents }) =>
    documents.flatMap((aged): OpenLine[] => {
      const document = books.company.ledger.documents.get(aged.documentId);
      return document ? [{ ...aged, counterpartyId, document }] : [];
    }),
  );
  const titles = ['Current', ...bucketTitles(bucketDays(request)).map((title) => `${title} days past due`)];
  const sections = titles
    .map((title, bucket) => ({ title, own: lines.filter((line) => line.bucket === bucket).sort(byDueDate) }))
    .reverse()
    .filter(({ own }) => own.length > 0)
    .map(({ title, own }) =>
      detailSection(columns, { value: title }, { rows: own.map((line) => detailRow(columns, line)), lines: own }),
    );
  const Summary = { ColData: detailTotal(columns, 'TOTAL', lines) };
  return {
    columns: detailColumns(columns),
    hasData: lines.length > 0,
    rows: lines.length === 0 ? [] : [...sections, { Summary, type: 'Section', group: 'GrandTotal' }],
    options: [{ Name: 'report_date', Value: request.reportDate }],
  };
}

function byDueDate(one: OpenLine, other: OpenLine): number {
  const [first, second] = [dueDateOf(one.document), dueDateOf(other.document)];
  return first < second ? -1 : Number(first > second);
}

function dueDateOf(document: LedgerDocument): string {
  return 'dueDate' in document ? document.dueDate : document.date;
}

/** A company with several currencies shows amounts in those of the documents; vendors' also in its own. */
function columnsOf(books: ReportBooks, side: Side): { all: DetailColumn<OpenLine>[]; usual: string[] } {
  const isCustomer = side === 'receivable';
  const all: DetailColumn<OpenLine>[] = [
    { key: 'tx_date', title: 'Date', cell: ({ document }) => ({ value: document.date }) },
    {
      key: 'txn_type',
      title: 'Transaction Type',
      cell: ({ document }) => entityCell(books, 'transaction', document.id, transactionType(books, document)),
    },
    { key: 'doc_num', title: 'Num', cell: ({ document }) => ({ value: document.number ?? '' }) },
    {
      key: isCustomer ? 'cust_name' : 'vend_name',
      title: isCustomer ? 'Customer' : 'Vendor',
      cell: ({ counterpartyId }) => counterpartyCell(books, counterpartyId),
    },
    { key: 'memo', title: 'Memo/Description', cell: ({ document }) => ({ value: memoOf(document) }) },
    { key: 'due_date', title: 'Due Date', cell: ({ document }) => ({ value: dueDateOf(document) }) },
    { key: 'past_due', title: 'Past Due', cell: ({ age }) => ({ value: String(age) }) },
    ...(isMulticurrency(books) ? foreignColumns(books, isCustomer) : []),
    ...homeColumns(books, isCustomer),
  ];
  const rare = ['memo', 'exch_rate', ...(isCustomer ? ['past_due'] : [])];
  return { all, usual: all.map(({ key }) => key).filter((key) => !rare.includes(key)) };
}

function foreignColumns(books: ReportBooks, isCustomer: boolean): DetailColumn<OpenLine>[] {
  const prefix = isCustomer ? '' : 'neg_';
  const text = (amount: number, { document }: OpenLine) => detailMoneyText(books, document.currency)(amount);
  return [
    { key: 'currency', title: 'Currency', cell: ({ document }) => ({ value: document.currency }) },
    { key: 'exch_rate', title: 'Exchange Rate', cell: ({ document }) => ({ value: decimalOf(document.rate, 6) }) },
    {
      key: `${prefix}foreign_amount`,
      title: 'Foreign Amount',
      cell: (line) => ({ value: text(signed(line, line.document.total), line) }),
    },
    {
      key: `${prefix}foreign_open_bal`,
      title: 'Foreign Open Balance',
      cell: (line) => ({ value: text(line.amount, line) }),
    },
  ];
}

/** In the documentation the home amounts of a company with several currencies are those of payables alone. */
function homeColumns(books: ReportBooks, isCustomer: boolean): DetailColumn<OpenLine>[] {
  if (isMulticurrency(books) && isCustomer) return [];
  const money = detailMoneyText(books);
  const sum = (pick: (line: OpenLine) => number) => (lines: readonly OpenLine[]) =>
    money(lines.reduce((total, line) => total + pick(line), 0));
  const total = (line: OpenLine) => signed(line, line.document.baseTotal);
  const base = (line: OpenLine) => line.base;
  const prefix = isCustomer ? 'subt_' : `subt_neg_${isMulticurrency(books) ? 'home_' : ''}`;
  return [
    { key: `${prefix}amount`, title: 'Amount', cell: (line) => ({ value: money(total(line)) }), sum: sum(total) },
    { key: `${prefix}open_bal`, title: 'Open Balance', cell: (line) => ({ value: money(line.base) }), sum: sum(base) },
  ];
}

function signed({ amount }: OpenLine, total: number): number {
  return amount < 0 ? -total : total;
}
