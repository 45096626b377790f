import { ToolError } from '@bizmcp/core';
import type { QuickBooks } from '../quickbooks.ts';
import { fiscalYearStart } from './calendar.ts';

/** Each report by the name a tool takes, with its name in the API and what may be asked of it. */
const reports = {
  profit_and_loss: { name: 'ProfitAndLoss', takes: ['method', 'columns', 'customer', 'vendor'] },
  balance_sheet: { name: 'BalanceSheet', takes: ['method', 'columns'] },
  cash_flow: { name: 'CashFlow', takes: ['columns'] },
  trial_balance: { name: 'TrialBalance', takes: ['method'] },
  general_ledger: { name: 'GeneralLedger', takes: ['method', 'customer', 'vendor', 'account'] },
  aged_receivables: { name: 'AgedReceivables', takes: ['customer'] },
  aged_receivable_detail: { name: 'AgedReceivableDetail', takes: ['customer'] },
  aged_payables: { name: 'AgedPayables', takes: ['vendor'] },
  aged_payable_detail: { name: 'AgedPayableDetail', takes: ['vendor'] },
} as const;

type ReportKey = keyof typeof reports;

export const reportKeys = [
  'profit_and_loss',
  'balance_sheet',
  'cash_flow',
  'trial_balance',
  'general_ledger',
  'aged_receivables',
  'aged_receivable_detail',
  'aged_payables',
  'aged_payable_detail',
] as const satisfies readonly ReportKey[];

/** Which report to read, and of what. */
export interface ReportOrder {
  report: ReportKey;
  start_date?: string | undefined;
  end_date?: string | undefined;
  accounting_method?: 'accrual' | 'cash' | undefined;
  columns_by?: 'month' | 'quarter' | 'year' | undefined;
  customer_id?: string | undefined;
  vendor_id?: string | undefined;
  account_id?: string | undefined;
}

/** An order with both its days or neither: what QuickBooks takes for the other one is not documented. Of the fiscal year until today. */
export async function withBothDays(api: QuickBooks, order: ReportOrder): Promise<ReportOrder> {
  const { start_date: from, end_date: to } = order;
  if (isAged(order) || (from === undefined) === (to === undefined)) return order;
  const [{ fiscalYearStartMonth }, today] = await Promise.all([api.company(), api.today()]);
  const end = to ?? today;
  if (from !== undefined && from > end) {
    throw new ToolError('invalid_input', `start_date is after today, ${today}; give end_date too.`);
  }
  return { ...order, start_date: from ?? fiscalYearStart(end, fiscalYearStartMonth), end_date: end };
}

function isAged({ report }: ReportOrder): boolean {
  return report.startsWith('aged');
}

/** The report's name and parameters in the API. What it would ignore is refused: its figures would be taken for filtered ones. */
export function reportRequest(order: ReportOrder) {
  const { name, takes } = reports[order.report];
  const given = {
    method: ['accounting_method', order.accounting_method && capital(order.accounting_method)],
    columns: ['summarize_column_by', order.columns_by && capital(order.columns_by)],
    customer: ['customer', order.customer_id],
    vendor: ['vendor', order.vendor_id],
    account: ['account', order.account_id],
  } as const;
  for (const [part, [, value]] of Object.entries(given)) {
    if (value !== undefined && !takes.some((one) => one === part)) throw untaken(order.report, part);
  }
  if (isAged(order) && order.start_date) throw untaken(order.report, 'start_date (it is as of end_date)');
  if (order.start_date && order.end_date && order.start_date > order.end_date) {
    throw new ToolError('invalid_input', 'start_date is after end_date; exchange them.');
  }
  const days = isAged(order)
    ? [['report_date', order.end_date] as const]
    : [['start_date', order.start_date] as const, ['end_date', order.end_date] as const];
  const parameters = [...days, ...Object.values(given)].flatMap(([key, value]) => (value ? [[key, value]] : []));
  return { name, parameters: Object.fromEntries(parameters) };
}

function untaken(report: ReportKey, part: string): ToolError {
  const other = reportKeys.filter((key) => reports[key].takes.some((one) => one === part)).join(', ');
  const instead = other === '' ? '' : ` Reports that do: ${other}.`;
  return new ToolError('invalid_input', `${report} cannot be narrowed by ${part}; leave it out.${instead}`);
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
