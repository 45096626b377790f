import { type HandlerContext, ToolError } from '@bizmcp/core';
import { compareDecimals, type Kpi } from '@bizmcp/insights';
import * as z from 'zod';
import { type Account, readAccounts } from '../account.ts';
import { addAmounts, subtractAmount } from '../amount.ts';
import type { Books } from '../books.ts';
import { readOrganisation, todayOf } from '../organisation.ts';
import { type AccountLine, accountLines } from './account-variance.ts';
import { type BalanceSheet, readBalanceSheet } from './balance-sheet.ts';
import { booksBegun } from './books-begun.ts';
import { readBudget } from './budget.ts';
import { readCashSummary } from './cash-summary.ts';
import { type Compared, compareAmount } from './compared-amount.ts';
import { findHighlights } from './highlight.ts';
import { keyFigures, type PeriodFigures } from './key-figures.ts';
import type { ManagementReport } from './management-report.ts';
import { AgedBalance, readAgedBalances } from './open-invoices.ts';
import { createOptionalParts, type OptionalParts } from './optional-part.ts';
import { type ProfitAndLoss, readProfitAndLoss } from './profit-and-loss.ts';
import {
  type Period,
  type ReportPeriods,
  type ReportType,
  reportPeriods,
  requireBegun,
  untilToday,
} from './report-period.ts';
import { readTrend } from './trend.ts';

/** What a management report is to hold. */
export interface ReportOrder {
  report_type: ReportType;
  period_end: string;
  include_budget_variance: boolean;
  include_kpi_analysis: boolean;
}

type Context = Pick<HandlerContext<unknown, unknown>, 'progress' | 'masked'>;
type Progress = Context['progress'];

const AgedBalances = z.array(AgedBalance);

const basis =
  'Accrual basis, in the base currency, from the reports Profit and Loss (standard layout), Balance Sheet and Bank Summary; sums are made here from their rows.';
const owedThen =
  'Receivables and payables are what was unpaid on owed_on, less credits not used by then, from invoices, payments and credits; the balance sheet has foreign ones at the rate of its day, and takes off what was paid before its invoice was dated.';
const owedNow =
  'Receivables and payables are the invoices and bills unpaid now, without what credits take off, aged at the end of the period: too much was paid since to be put back, or payments may not be read; what was owed then, less credits, is in the balance sheet.';

/** Reads and compares everything: 15 to 23 requests. What Xero does not open is left out. */
export async function buildReport(books: Books, order: ReportOrder, context: Context): Promise<ManagementReport> {
  const { progress, masked } = context;
  const periods = reportPeriods(order.report_type, order.period_end);
  const organisation = await readOrganisation(books);
  const [currency, today] = [organisation.base_currency, todayOf(organisation)];
  requireBegun(periods.current, today);
  const accounts = await readAccounts(books);
  const parts = createOptionalParts();
  const figures = await readFigures(books, periods, accounts, { parts, progress, today });
  requireBooked(figures.current, today);
  const { trend, budget, owed } = await readRest(books, order, { periods, parts, currency, today });
  progress(4, 4, 'Compared');
  const begun = booksBegun(figures);
  const reports = { ...pickEach(figures, ({ profitAndLoss }) => profitAndLoss), begun };
  const lines = accountLines(reports, accounts, budget);
  const kpis = keyFigures(figures.current, { currency, today });
  return {
    organisation: organisation.name,
    currency,
    report_type: order.report_type,
    basis: `${basis} ${(owed?.owed_on ?? '') > periods.current.to ? owedNow : owedThen}`,
    period: range(periods.current),
    prior_period: range(periods.prior),
    ...(periods.yearAgo && { year_ago_period: range(periods.yearAgo) }),
    ...statements(figures, reports),
    accounts: lines,
    ...(budget && { budget: budgetSummary(lines, budget.size > 0) }),
    ...owed,
    ...(order.include_kpi_analysis && { kpis: toKeyFigures(kpis, keyFigures(figures.prior, { currency, today })) }),
    left_out: parts.leftOut(),
    highlights: findHighlights({
      ...{ currency, figures, kpis, today, accounts: lines, begun, setUpOn: organisation.set_up_on },
      ...{ receivables: AgedBalances.parse(masked(owed?.receivables ?? [], AgedBalances)) },
      owedOn: owed?.owed_on ?? today,
      yearEnd: organisation.financial_year_end,
    }),
    trend,
  };
}

/** Refuses a period in which and until which nothing was ever booked. */
function requireBooked({ period, profitAndLoss, balanceSheet }: PeriodFigures, today: string): void {
  const { income, otherIncome, costOfSales, operatingExpenses } = profitAndLoss;
  if (!balanceSheet) return;
  const { totalAssets, totalLiabilities } = balanceSheet;
  const amounts = [income, otherIncome, costOfSales, operatingExpenses, totalAssets, totalLiabilities];
  if (amounts.some((amount) => compareDecimals(amount, '0') !== 0)) return;
  const problem = `nothing was booked until ${period.to}`;
  const next = period.to < today ? 'Choose a later period_end.' : 'Enter opening balances or documents in Xero first.';
  throw new ToolError('not_found', `There is no report: ${problem}. ${next}`, {
    fields: [{ path: 'period_end', problem }],
  });
}

async function readFigures(
  books: Books,
  periods: ReportPeriods,
  accounts: readonly Account[],
  { parts, progress, today }: { parts: OptionalParts; progress: Progress; today: string },
): Promise<Compared<PeriodFigures>> {
  const read = async (period: Period, step: number) => {
    const [profitAndLoss, balanceSheet, cash] = await Promise.all([
      readProfitAndLoss(books, period),
      parts.read('balance_sheet', async () => readBalanceSheet(books, period.to, accounts)),
      parts.read('cash', async () => readCashSummary(books, untilToday(period, today))),
    ]);
    progress(step, 4, `${period.from} to ${period.to} read`);
    return { period, profitAndLoss, balanceSheet, cash };
  };
  const current = await read(periods.current, 1);
  const prior = await read(periods.prior, 2);
  return { current, prior, yearAgo: periods.yearAgo && (await read(periods.yearAgo, 3)) };
}

async function readRest(
  books: Books,
  order: ReportOrder,
  {
    periods,
    parts,
    currency,
    today,
  }: { periods: ReportPeriods; parts: OptionalParts; currency: string; today: string },
) {
  const aged = readAgedBalances(books, untilToday(periods.current, today).to, { today, currency });
  const [trend, budget, owed] = await Promise.all([
    readTrend(books, periods.current.to),
    order.include_budget_variance ? parts.read('budget', async () => readBudget(books, periods.current)) : undefined,
    parts.read('receivables', () => aged),
    parts.read('payables', () => aged),
  ]);
  return { trend, budget, owed };
}

function pickEach<Value, Picked>(compared: Compared<Value>, pick: (value: Value) => Picked): Compared<Picked> {
  const { current, prior, yearAgo } = compared;
  return { current: pick(current), prior: pick(prior), yearAgo: yearAgo === undefined ? undefined : pick(yearAgo) };
}

function range({ from, to }: Period) {
  return { from, to };
}

function statements(figures: Compared<PeriodFigures>, profit: Compared<ProfitAndLoss>) {
  const { cash } = figures.current;
  return {
    profit_and_loss: {
      income: compareAmount(profit, ({ income }) => income),
      cost_of_sales: compareAmount(profit, ({ costOfSales }) => costOfSales),
      gross_profit: compareAmount(profit, ({ grossProfit }) => grossProfit),
      other_income: compareAmount(profit, ({ otherIncome }) => otherIncome),
      operating_expenses: compareAmount(profit, ({ operatingExpenses }) => operatingExpenses),
      net_profit: compareAmount(profit, ({ netProfit }) => netProfit),
    },
    ...balanceSheets(pickEach(figures, ({ balanceSheet }) => balanceSheet)),
    ...(cash && { cash }),
  };
}

function balanceSheets({ current, prior, yearAgo }: Compared<BalanceSheet | undefined>) {
  if (!current || !prior) return {};
  const sheet = { current, prior, yearAgo };
  return {
    balance_sheet: {
      cash: compareAmount(sheet, ({ cash }) => cash),
      receivables: compareAmount(sheet, ({ receivables }) => receivables),
      current_assets: compareAmount(sheet, ({ currentAssets }) => currentAssets),
      fixed_assets: compareAmount(sheet, ({ fixedAssets }) => fixedAssets),
      total_assets: compareAmount(sheet, ({ totalAssets }) => totalAssets),
      payables: compareAmount(sheet, ({ payables }) => payables),
      current_liabilities: compareAmount(sheet, ({ currentLiabilities }) => currentLiabilities),
      long_term_liabilities: compareAmount(sheet, ({ longTermLiabilities }) => longTermLiabilities),
      total_liabilities: compareAmount(sheet, ({ totalLiabilities }) => totalLiabilities),
      net_assets: compareAmount(sheet, ({ netAssets }) => netAssets),
    },
  };
}

function budgetSummary(lines: readonly AccountLine[], isAvailable: boolean) {
  if (!isAvailable) return { available: false };
  const isIncome = ({ group }: AccountLine) => group === 'income' || group === 'other_income';
  const income = addAmounts(lines.filter(isIncome).map(({ budget }) => budget ?? '0'));
  const costs = addAmounts(lines.filter((line) => !isIncome(line)).map(({ budget }) => budget ?? '0'));
  const result = subtractAmount(
    addAmounts(lines.filter(isIncome).map(({ amount }) => amount)),
    addAmounts(lines.filter((line) => !isIncome(line)).map(({ amount }) => amount)),
  );
  const planned = subtractAmount(income, costs);
  return {
    available: true,
    income,
    costs,
    net_profit: planned,
    net_profit_variance: subtractAmount(result, planned),
  };
}

/** Amounts with their cents, as they stand in the reports; days and months as they are counted. */
function withPlaces(inputs: Kpi['inputs']): Kpi['inputs'] {
  const shown = Object.entries(inputs).map(([name, value]) => [
    name,
    name === 'days' || name === 'months' ? value : addAmounts([value]),
  ]);
  return Object.fromEntries(shown);
}

function toKeyFigures(current: Record<string, Kpi>, prior: Record<string, Kpi>) {
  return Object.entries(current).map(([name, kpi]) => {
    const before = prior[name];
    return {
      name,
      ...(kpi.kind === 'value' ? { value: kpi.value, unit: kpi.unit } : { unavailable: kpi.reason }),
      ...(before?.kind === 'value' && { prior: before.value }),
      formula: kpi.formula,
      inputs: withPlaces(kpi.inputs),
    };
  });
}
