import { requireDayRange, wrongInput } from '@bizmcp/core';
import { monthEnd, monthStart } from '@bizmcp/insights';
import type { Accounting } from '../accounting.ts';
import type { Books } from '../books.ts';
import { readOrganisation, todayOf } from '../organisation.ts';
import { type ReportTable, toReportTable, WireReports } from './report-table.ts';
import { type Timeframe, timeframeMonths } from './timeframe.ts';
import { wholePeriods, withoutLater } from './whole-periods.ts';

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

const narrowingNames = ['from_date', 'periods', 'timeframe', 'tracking_category_id', 'contact_id'] as const;

const mostBudgetColumns = 12;

/** What each report can be narrowed or spread out by. */
const narrowings: Record<ReportRequest['report'], readonly (typeof narrowingNames)[number][]> = {
  profit_and_loss: ['from_date', 'periods', 'timeframe', 'tracking_category_id'],
  balance_sheet: ['periods', 'timeframe'],
  trial_balance: [],
  bank_summary: ['from_date'],
  budget_summary: ['from_date', 'timeframe'],
  executive_summary: [],
  aged_receivables: ['from_date', 'contact_id'],
  aged_payables: ['from_date', 'contact_id'],
};

/** What Xero would ignore is refused: its figures would be taken for those of a contact or a department. */
function requireNarrowing(request: ReportRequest): void {
  const { report } = request;
  const beside = request.tracking_category_id && (['periods', 'timeframe'] as const).find((name) => request[name]);
  if (beside) {
    const problem = 'does not go with tracking_category_id, whose options are the columns';
    throw wrongInput(beside, problem, 'Leave it out, and ask for each range of days by itself.');
  }
  if (report === 'profit_and_loss' && request.timeframe && request.periods === undefined) {
    const remedy = 'Pass periods too, or the days by from_date and to_date.';
    throw wrongInput('timeframe', 'needs periods: it is how far apart they are', remedy);
  }
  const path = narrowingNames.find((name) => request[name] !== undefined && !narrowings[report].includes(name));
  if (path === undefined) return;
  const others = reportNames.filter((name) => narrowings[name].includes(path)).join(', ');
  throw wrongInput(path, `does not go with ${report}`, `Leave it out. Reports that take it: ${others}.`);
}

/** One of Xero's reports as a table. */
export async function readReport(books: Books, given: ReportRequest): Promise<ReportTable> {
  requireNarrowing(given);
  requireDayRange(given.from_date, given.to_date, ['from_date', 'to_date']);
  const request = withFirstDay(await withLastDay(books, given));
  const whole = wholePeriods(request);
  const table = toReportTable(await books.read(WireReports, sendOf(whole.request)));
  return withoutLater(table, whole, request);
}

/**
 * An aged report until today unless asked: Xero would go on to the end of the month, and call overdue what is due until then. Of a
 * comparison the end of the month is told, as Xero takes it itself, for the earlier months that have more days.
 */
async function withLastDay(books: Books, request: ReportRequest): Promise<ReportRequest> {
  const { report, periods, to_date: to } = request;
  const isAged = report === 'aged_receivables' || report === 'aged_payables';
  const isCompared = report === 'profit_and_loss' && periods !== undefined;
  if (to !== undefined || !(isAged || isCompared)) return request;
  const today = todayOf(await readOrganisation(books));
  return { ...request, to_date: isAged ? today : monthEnd(today) };
}

/** Xero begins with its present month where no first day is given, even if the last day lies before it or the columns are longer. */
function withFirstDay(request: ReportRequest): ReportRequest {
  const { report, from_date: from, to_date: to, periods, timeframe = 'MONTH' } = request;
  const isRange = report === 'profit_and_loss' || report === 'bank_summary' || report === 'budget_summary';
  const months = periods === undefined ? 1 : timeframeMonths[timeframe];
  return isRange && from === undefined && to !== undefined
    ? { ...request, from_date: monthStart(to, 1 - months) }
    : request;
}

function sendOf(request: ReportRequest): Send {
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
      return budgetSummary(request);
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

/** From a month on, as many columns as the days have: Xero's own are twelve, whatever the last day. */
function budgetSummary({ from_date: from, to_date: to, timeframe }: ReportRequest): Send {
  const months = timeframeMonths[timeframe ?? 'MONTH'];
  const periods = from && to ? Math.ceil(monthsOf(from, to) / months) : undefined;
  if (periods !== undefined && periods > mostBudgetColumns) {
    const problem = `is more than ${mostBudgetColumns} columns after from_date`;
    throw wrongInput('to_date', problem, 'Take a shorter range or a longer timeframe.');
  }
  return (accounting, tenant) => accounting.getReportBudgetSummary(tenant, from, periods, timeframe && months);
}

/** Months that a range touches. */
export function monthsOf(from: string, to: string): number {
  const count = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return count(to) - count(from) + 1;
}

function aged({ report, contact_id: contact, from_date: from, to_date: to }: ReportRequest): Send {
  if (contact === undefined) {
    throw wrongInput(
      'contact_id',
      'is needed, as Xero ages the balance of one contact at a time',
      'What each contact owes is in search_contacts (not converted), each document in search_invoices (statuses AUTHORISED), sums by age in generate_management_report.',
    );
  }
  return report === 'aged_receivables'
    ? (accounting, tenant) => accounting.getReportAgedReceivablesByContact(tenant, contact, to, from, to)
    : (accounting, tenant) => accounting.getReportAgedPayablesByContact(tenant, contact, to, from, to);
}
