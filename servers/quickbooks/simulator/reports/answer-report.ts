import { agedDetail } from './aged-detail.ts';
import { agedSummary } from './aged-summary.ts';
import { balanceSheet } from './balance-sheet.ts';
import { cashFlow } from './cash-flow.ts';
import { generalLedger } from './general-ledger.ts';
import { itemSales, nameSummary } from './name-summary.ts';
import { profitAndLoss } from './profit-and-loss.ts';
import type { ReportBody, ReportContent } from './report.ts';
import type { ReportBooks } from './report-books.ts';
import { ReportRefusal } from './report-refusal.ts';
import { type ReportRequest, readRequest } from './report-request.ts';
import { trialBalance } from './trial-balance.ts';

interface ReportKind {
  /** What its header says about the days: a range, or the report date alone. */
  dates: 'range' | 'report_date';
  hasBasis: boolean;
  compute(books: ReportBooks, request: ReportRequest): ReportContent;
}

const reports: ReadonlyMap<string, ReportKind> = new Map<string, ReportKind>([
  ['ProfitAndLoss', { dates: 'range', hasBasis: true, compute: profitAndLoss }],
  ['BalanceSheet', { dates: 'range', hasBasis: true, compute: balanceSheet }],
  ['CashFlow', { dates: 'range', hasBasis: false, compute: cashFlow }],
  ['TrialBalance', { dates: 'range', hasBasis: true, compute: trialBalance }],
  ['GeneralLedger', { dates: 'range', hasBasis: true, compute: generalLedger }],
  ['ItemSales', { dates: 'range', hasBasis: true, compute: itemSales }],
  ['CustomerSales', named('customer')],
  ['VendorExpenses', named('vendor')],
  ['AgedReceivables', aged((books, request) => agedSummary(books, request, 'receivable'))],
  ['AgedPayables', aged((books, request) => agedSummary(books, request, 'payable'))],
  ['AgedReceivableDetail', aged((books, request) => agedDetail(books, request, 'receivable'))],
  ['AgedPayableDetail', aged((books, request) => agedDetail(books, request, 'payable'))],
]);

function named(kind: 'customer' | 'vendor'): ReportKind {
  return { dates: 'range', hasBasis: true, compute: (books, request) => nameSummary(books, request, kind) };
}

function aged(compute: ReportKind['compute']): ReportKind {
  return { dates: 'report_date', hasBasis: false, compute };
}

/** The answer of GET /v3/company/<realm>/reports/<name>: a report computed from the ledger, or the fault that refuses it. */
export function answerReport(
  name: string,
  query: URLSearchParams,
  books: ReportBooks,
): { status: number; body: ReportBody | object } {
  const kind = reports.get(name);
  if (!kind) return fault(books, 'Unsupported Operation', `Report ${name} is not supported`);
  try {
    const request = readRequest(query, books);
    return { status: 200, body: reportBody(books, name, { kind, request, content: kind.compute(books, request) }) };
  } catch (error) {
    if (error instanceof ReportRefusal) return fault(books, error.message, error.detail);
    throw error;
  }
}

function reportBody(
  books: ReportBooks,
  name: string,
  { kind, request, content }: { kind: ReportKind; request: ReportRequest; content: ReportContent },
): ReportBody {
  const { macro, basis, from, to, given } = request;
  const isRange = kind.dates === 'range';
  return {
    Header: {
      Time: `${books.today}T12:00:00-08:00`,
      ReportName: name,
      ...(isRange && macro !== undefined && { DateMacro: macro }),
      ...(kind.hasBasis && { ReportBasis: basis === 'cash' ? 'Cash' : 'Accrual' }),
      ...(isRange ? { StartPeriod: from, EndPeriod: to } : { EndPeriod: request.reportDate }),
      ...content.header,
      Currency: books.company.ledger.settings.homeCurrency,
      ...(given.customer !== undefined && { Customer: given.customer }),
      ...(given.vendor !== undefined && { Vendor: given.vendor }),
      Option: [...(content.options ?? []), { Name: 'NoReportData', Value: String(!content.hasData) }],
    },
    Columns: { Column: content.columns },
    Rows: content.rows.length > 0 ? { Row: content.rows } : {},
  };
}

/** https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes */
function fault({ today }: ReportBooks, message: string, detail: string): { status: number; body: object } {
  const entry = { Message: message, Detail: detail, code: '2010' };
  return { status: 400, body: { Fault: { Error: [entry], type: 'ValidationFault' }, time: `${today}T12:00:00-08:00` } };
}
