import { daysBetween } from '../calendar.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { agedBalances } from './aged-balances.ts';
import { balanceSheet } from './balance-sheet.ts';
import { cashFlowStatement } from './cash-flow-statement.ts';
import type { Period } from './period.ts';
import { profitAndLoss } from './profit-and-loss.ts';

/** The figures of an executive summary: money in minor units of the home currency, ratios as numbers. */
export interface ExecutiveFigures extends Period {
  readonly income: number;
  readonly costOfGoodsSold: number;
  readonly grossProfit: number;
  readonly expenses: number;
  readonly netProfit: number;
  /** Per unit of income; undefined without income. */
  readonly grossMargin: number | undefined;
  readonly netMargin: number | undefined;
  readonly openingCash: number;
  readonly closingCash: number;
  readonly receivables: number;
  readonly overdueReceivables: number;
  readonly payables: number;
  readonly overduePayables: number;
  /** Receivables over invoiced sales, tax included, times days. */
  readonly debtorDays: number | undefined;
  /** Payables over billed purchases, tax included, times days. */
  readonly creditorDays: number | undefined;
  readonly currentRatio: number | undefined;
  readonly invoiceCount: number;
  /** Of the invoices of the range, tax included. */
  readonly averageInvoice: number | undefined;
}

/** Computes the executive figures of a range of days. */
export const executiveFigures = (ledger: Ledger, { from, to }: Period): ExecutiveFigures => {
  const profit = profitAndLoss(ledger, { from, to });
  const cash = cashFlowStatement(ledger, { from, to });
  const receivable = agedBalances(ledger, { side: 'receivable', asOf: to });
  const payable = agedBalances(ledger, { side: 'payable', asOf: to });
  const position = balanceSheet(ledger, { asOf: to });
  const days = daysBetween(from, to) + 1;
  const invoices = traded(ledger, 'invoice', { from, to });
  const bills = traded(ledger, 'bill', { from, to });
  const income = profit.income.total;
  return {
    ...{ from, to, income },
    costOfGoodsSold: profit.costOfGoodsSold.total,
    grossProfit: profit.grossProfit.total,
    expenses: profit.expenses.total,
    netProfit: profit.netProfit.total,
    grossMargin: ratio(profit.grossProfit.total, income),
    netMargin: ratio(profit.netProfit.total, income),
    openingCash: cash.openingCash,
    closingCash: cash.closingCash,
    receivables: receivable.total,
    overdueReceivables: receivable.total - (receivable.buckets[0] ?? 0),
    payables: payable.total,
    overduePayables: payable.total - (payable.buckets[0] ?? 0),
    debtorDays: ratio(receivable.total * days, invoices.total),
    creditorDays: ratio(payable.total * days, bills.total),
    currentRatio: ratio(position.currentAssets, position.currentLiabilities),
    invoiceCount: invoices.count,
    averageInvoice: invoices.count === 0 ? undefined : Math.round(invoices.total / invoices.count),
  };
};

const ratio = (part: number, whole: number): number | undefined => (whole === 0 ? undefined : part / whole);

const traded = (ledger: Ledger, kind: 'invoice' | 'bill', { from, to }: Period): { count: number; total: number } => {
  const found = [...ledger.documents.values()].filter(
    (document) =>
      document.kind === kind && document.status === 'posted' && document.date >= from && document.date <= to,
  );
  return { count: found.length, total: found.reduce((sum, { baseTotal }) => sum + baseTotal, 0) };
};
