import { type AccountingBasis, fiscalYearStart, isDate } from '@bizmcp/testkit/company';
import { rangeOfMacro } from './date-macro.ts';
import { type EntityKind, entityCell, type ReportBooks } from './report-books.ts';
import { ReportRefusal, refuseParameter } from './report-refusal.ts';

/** The parameters of a request, read and checked. */
export interface ReportRequest {
  from: string;
  to: string;
  /** As it stands in the header, where a predefined range was used. */
  macro?: string;
  basis: AccountingBasis;
  summarize: string;
  /** Identifiers of the ledger; undefined for all. */
  customers?: string[];
  vendors?: string[];
  accounts?: string[];
  /** Types of account, as in Bank; undefined for all. */
  accountTypes?: string[];
  columns?: string[];
  reportDate: string;
  agingPeriod: number;
  periods: number;
  /** Filters as they were given, for the header. */
  given: { customer?: string; vendor?: string };
}

const defaultMacro = 'This Fiscal Year-to-date';

/** Reads the parameters that all reports share: https://developer.intuit.com/app/developer/qbo/docs/workflows/run-reports */
export function readRequest(query: URLSearchParams, books: ReportBooks): ReportRequest {
  const customers = idsIn(query, 'customer', books, books.company.ledger.counterparties.values());
  const vendors = idsIn(query, 'vendor', books, books.company.ledger.counterparties.values());
  const accounts = idsIn(query, 'account', books, books.company.ledger.accounts.values());
  const columns = listIn(query, 'columns');
  const accountTypes = listIn(query, 'source_account_type') ?? listIn(query, 'account_type');
  const [customer, vendor] = [query.get('customer'), query.get('vendor')];
  return {
    ...rangeIn(query, books),
    basis: basisIn(query),
    summarize: query.get('summarize_column_by') ?? 'Total',
    ...(customers && { customers }),
    ...(vendors && { vendors }),
    ...(accounts && { accounts }),
    ...(accountTypes && { accountTypes }),
    ...(columns && { columns }),
    reportDate: dayIn(query, 'report_date') ?? books.today,
    agingPeriod: countIn(query, 'aging_period', 30, 365),
    periods: countIn(query, 'num_periods', 4, 12),
    given: { ...(customer && { customer }), ...(vendor && { vendor }) },
  };
}

/** An explicit range counts before a predefined one; where there is neither, it is the fiscal year to date. */
function rangeIn(query: URLSearchParams, { company, today }: ReportBooks) {
  const { fiscalYearStartMonth } = company.ledger.settings;
  const [start, end] = [dayIn(query, 'start_date'), dayIn(query, 'end_date')];
  if (start !== undefined || end !== undefined) {
    const to = end ?? today;
    const from = start ?? fiscalYearStart(to, fiscalYearStartMonth);
    if (from > to) refuseParameter('start_date', from, 'it has to be before end_date');
    return { from, to };
  }
  const macro = query.get('date_macro') ?? defaultMacro;
  const range = rangeOfMacro(macro, today, fiscalYearStartMonth);
  return range
    ? { ...range, macro: macro.toLowerCase() }
    : refuseParameter('date_macro', macro, 'as This Fiscal Quarter');
}

function basisIn(query: URLSearchParams): AccountingBasis {
  const method = query.get('accounting_method') ?? 'Accrual';
  if (method.toLowerCase() === 'accrual') return 'accrual';
  return method.toLowerCase() === 'cash' ? 'cash' : refuseParameter('accounting_method', method, 'Cash or Accrual');
}

function dayIn(query: URLSearchParams, name: string): string | undefined {
  const day = query.get(name);
  if (day === null || day === '') return undefined;
  if (isDate(day)) return day;
  throw new ReportRefusal('Invalid Date', `${name}: '${day}' is no date in the format YYYY-MM-DD`);
}

function countIn(query: URLSearchParams, name: string, usual: number, most: number): number {
  const text = query.get(name) ?? String(usual);
  const count = Number(text);
  const isFitting = Number.isInteger(count) && count >= 1 && count <= most;
  return isFitting ? count : refuseParameter(name, text, `a whole number from 1 to ${most}`);
}

function listIn(query: URLSearchParams, name: string): string[] | undefined {
  const names = (query.get(name) ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  return names.length > 0 ? names : undefined;
}

/** The ledger's identifiers of what a filter names; what it names in vain matches nothing. */
function idsIn(
  query: URLSearchParams,
  kind: Exclude<EntityKind, 'transaction'>,
  books: ReportBooks,
  candidates: Iterable<{ readonly id: string; readonly kind?: string }>,
): string[] | undefined {
  const wanted = listIn(query, kind);
  if (wanted === undefined) return undefined;
  return [...candidates]
    .filter((one) => (one.kind ?? 'account') === kind)
    .filter(({ id }) => wanted.includes(entityCell(books, kind, id, '').id ?? ''))
    .map(({ id }) => id);
}
