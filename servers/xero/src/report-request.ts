import { ToolError } from '@bizmcp/core';
import type { Accounting } from './accounting.ts';
import type { Books } from './books.ts';
import { addMonths, today } from './calendar.ts';
import { requireDayRange } from './day-range.ts';
import { type ReportTable, toReportTable, WireReports } from './report-table.ts';

export const reportNames = [
  'profit_and_loss',
  'balance_sheet',
  'trial_balance',
  'bank_summary',
  'budget_summary',
  'executive_summary',
  'aged_receivables',
  'aged_payables',
] as const;

/** How long each column of a comparison is. */
export const timeframes = ['MONTH', 'QUARTER', 'YEAR'] as const;

type Timeframe = (typeof timeframes)[number];

/** Which report to read, and of when. */
export interface ReportRequest {
  report: (typeof reportNames)[number];
  from_date?: string | undefined;
  to_date?: string | undefined;
  periods?: number | undefined;
  timeframe?: Timeframe | undefined;
  tracking_category_id?: string | undefined;
  contact_id?: string | undefined;
}

type Send = (accounting: Accounting, tenant: string) => Promise<{ body: unknown }>;

const monthsOf: Record<Timeframe, number> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

type Narrowing = 'periods' | 'timeframe' | 'tracking_category_id' | 'contact_id';

/** What each report can be narrowed or spread out by. */
const narrowings: Record<ReportRequest['report'], readonly Narrowing[]> = {
  profit_and_loss: ['periods', 'timeframe', 'tracking_category_id'],
  balance_sheet: ['periods', 'timeframe'],
  trial_balance: [],
  bank_summary: [],
  budget_summary: ['periods', 'timeframe'],
  executive_summary: [],
  aged_receivables: ['contact_id'],
  aged_payables: ['contact_id'],
};

/** What Xero would ignore is refused: its figures would be taken for those of a contact or a department. */
function requireNarrowing(request: ReportRequest): void {
  const { report } = request;
  const all = ['periods', 'timeframe', 'tracking_category_id', 'contact_id'] as const;
  const path = all.find((name) => request[name] !== undefined && !narrowings[report].includes(name));
  if (path === undefined) return;
  const others = reportNames.filter((name) => narrowings[name].includes(path)).join(', ');
  throw new ToolError('invalid_input', `${report} takes no ${path}; leave it out. Reports that do: ${others}.`, {
    fields: [{ path, problem: `does not go with ${report}` }],
  });
}

/** One of Xero's reports as a table. */
export async function readReport(books: Books, request: ReportRequest): Promise<ReportTable> {
  return toReportTable(await books.read(WireReports, sendOf(request)));
}

/** Xero begins with its present month where no first day is given, even if the last day lies before it. */
function withFirstDay(request: ReportRequest): ReportRequest {
  const { report, from_date: from, to_date: to } = request;
  requireDayRange(from, to, ['from_date', 'to_date']);
  const isRange = report === 'profit_and_loss' || report === 'bank_summary';
  return isRange && from === undefined && to !== undefined ? { ...request, from_date: addMonths(to, 0) } : request;
}

function sendOf(given: ReportRequest): Send {
  requireNarrowing(given);
  const request = withFirstDay(given);
  const { from_date: from, to_date: to, periods, timeframe } = request;
  switch (request.report) {
    case 'profit_and_loss':
      return profitAndLoss(request);
    case 'balance_sheet':
      return (accounting, tenant) =>
        accounting.getReportBalanceSheet(tenant, to, periods, timeframe, undefined, undefined, true);
    case 'trial_balance':
      return (accounting, tenant) => accounting.getReportTrialBalance(tenant, to);
    case 'bank_summary':
      return (accounting, tenant) => accounting.getReportBankSummary(tenant, from, to);
    case 'budget_summary':
      return (accounting, tenant) =>
        accounting.getReportBudgetSummary(tenant, to, periods, timeframe && monthsOf[timeframe]);
    case 'executive_summary':
      return (accounting, tenant) => accounting.getReportExecutiveSummary(tenant, to);
    case 'aged_receivables':
    case 'aged_payables':
      return aged(request);
  }
}

/** In the standard layout: one that the organisation made for itself may leave accounts out. */
function profitAndLoss(request: ReportRequest): Send {
  const { from_date: from, to_date: to, periods, timeframe } = request;
  return (accounting, tenant) =>
    accounting.getReportProfitAndLoss(
      tenant,
      from,
      to,
      periods,
      timeframe,
      request.tracking_category_id,
      undefined,
      undefined,
      undefined,
      true,
    );
}

/** Until today unless asked: Xero would go on to the end of the month, and call overdue what is due until then. */
function aged({ report, contact_id: contact, from_date: from, to_date: to = today() }: ReportRequest): Send {
  if (contact === undefined) {
    throw new ToolError(
      'invalid_input',
      'Xero ages the balance of one contact at a time: pass contact_id. What all contacts owe is in search_invoices (statuses AUTHORISED) and generate_management_report.',
    );
  }
  return report === 'aged_receivables'
    ? (accounting, tenant) => accounting.getReportAgedReceivablesByContact(tenant, contact, to, from, to)
    : (accounting, tenant) => accounting.getReportAgedPayablesByContact(tenant, contact, to, from, to);
}
