import { requireDayRange, type ToolError, wrongInput } from '@bizmcp/core';
import type { QuickBooks } from '../quickbooks.ts';
import { fiscalYearStart } from './calendar.ts';

/** Columns by parts of the trade in place of lengths of time. */
const partColumns = ['columns_by class', 'columns_by location', 'columns_by customer'] as const;

/** Each report by the name a tool takes, with its name in the API and what may be asked of it beside its days. */
const reports = {
  profit_and_loss: {
    name: 'ProfitAndLoss',
    takes: ['accounting_method', 'columns_by', ...partColumns, 'customer_id', 'vendor_id'],
  },
  balance_sheet: { name: 'BalanceSheet', takes: ['accounting_method', 'columns_by'] },
  cash_flow: { name: 'CashFlow', takes: ['columns_by'] },
  trial_balance: { name: 'TrialBalance', takes: ['accounting_method'] },
  general_ledger: { name: 'GeneralLedger', takes: ['accounting_method', 'customer_id', 'vendor_id', 'account_id'] },
  sales_by_product: { name: 'ItemSales', takes: ['accounting_method', 'columns_by', 'customer_id'] },
  sales_by_customer: { name: 'CustomerSales', takes: ['accounting_method', 'columns_by', 'customer_id'] },
  expenses_by_vendor: { name: 'VendorExpenses', takes: ['accounting_method', 'columns_by', 'vendor_id'] },
  aged_receivables: { name: 'AgedReceivables', takes: ['customer_id'] },
  aged_receivable_detail: { name: 'AgedReceivableDetail', takes: ['customer_id'] },
  aged_payables: { name: 'AgedPayables', takes: ['vendor_id'] },
  aged_payable_detail: { name: 'AgedPayableDetail', takes: ['vendor_id'] },
} as const;

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/profitandloss, "summarize_column_by" */
const columnNames = {
  month: 'Month',
  quarter: 'Quarter',
  year: 'Year',
  class: 'Classes',
  location: 'Departments',
  customer: 'Customers',
} as const;

export const columnKeys = ['month', 'quarter', 'year', 'class', 'location', 'customer'] as const;

type ReportKey = keyof typeof reports;

export const reportKeys = [
  'profit_and_loss',
  'balance_sheet',
  'cash_flow',
  'trial_balance',
  'general_ledger',
  'sales_by_product',
  'sales_by_customer',
  'expenses_by_vendor',
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
  columns_by?: (typeof columnKeys)[number] | undefined;
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
    throw wrongInput('start_date', `is after today, ${today}; give end_date too`);
  }
  return { ...order, start_date: from ?? fiscalYearStart(end, fiscalYearStartMonth), end_date: end };
}

function isAged({ report }: ReportOrder): boolean {
  return report.startsWith('aged');
}

/** The report's name and parameters in the API. What it would ignore is refused: its figures would be taken for filtered ones. */
export function reportRequest(order: ReportOrder) {
  const { name, takes } = reports[order.report];
  const { accounting_method: method, columns_by: columns } = order;
  const parts = partColumns.find((part) => part === `columns_by ${columns}`);
  const given = [
    ['accounting_method', 'accounting_method', method && `${method.charAt(0).toUpperCase()}${method.slice(1)}`],
    [parts ?? 'columns_by', 'summarize_column_by', columns && columnNames[columns]],
    ['customer_id', 'customer', order.customer_id],
    ['vendor_id', 'vendor', order.vendor_id],
    ['account_id', 'account', order.account_id],
  ] as const;
  for (const [part, , value] of given) {
    if (value !== undefined && !takes.some((one) => one === part)) throw untaken(order.report, part);
  }
  if (order.customer_id && order.vendor_id) {
    const problem = 'does not go with customer_id: the figures of the two would be added up';
    throw wrongInput('vendor_id', problem, 'Ask for each of them by itself.');
  }
  if (isAged(order) && order.start_date)
    throw wrongInput('start_date', `does not go with ${order.report}, which is as of end_date; leave it out`);
  requireDayRange(order.start_date, order.end_date, ['start_date', 'end_date']);
  const days = isAged(order)
    ? [['report_date', order.end_date] as const]
    : [['start_date', order.start_date] as const, ['end_date', order.end_date] as const];
  const asked = given.map(([, key, value]) => [key, value] as const);
  const parameters = [...days, ...asked].flatMap(([key, value]) => (value ? [[key, value]] : []));
  return { name, parameters: Object.fromEntries(parameters) };
}

function untaken(report: ReportKey, part: string): ToolError {
  const other = reportKeys.filter((key) => reports[key].takes.some((one) => one === part)).join(', ');
  const instead = other === '' ? '' : ` Reports that take it: ${other}.`;
  const [path = part, ...value] = part.split(' ');
  return wrongInput(path, [...value, `does not go with ${report}`].join(' '), `Leave it out.${instead}`);
}
