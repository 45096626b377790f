import { type HandlerContext, personal, ToolError } from '@bizmcp/core';
import {
  addDays,
  CashFlowError,
  type CashProjection,
  type CashScenario,
  monthEnd,
  monthStart,
  projectCashFlow,
} from '@bizmcp/insights';
import * as z from 'zod';
import type { Company } from '../company.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { withBooked } from './booked-payment.ts';
import type { CashForecast } from './cash-forecast.ts';
import { readCashBalance, readCashHistory } from './cash-history.ts';
import { findInsights, findRecommendations, percent } from './cash-insight.ts';
import { readDocuments } from './document.ts';
import { readOpenDocuments } from './open-documents.ts';
import { readPayments } from './payments.ts';

/** What to project. */
export interface ForecastOrder {
  forecast_months: number;
  scenario: CashScenario;
  include_pending_invoices: boolean;
}

type Context = Pick<HandlerContext<unknown, unknown>, 'progress' | 'masked'>;
type Progress = Context['progress'];

const Counterparty = z.string().meta(personal('name'));

const historyMonths = 24;

/** Reads two years of cash and habits with what is open now, about 14 requests, and projects the coming months from them. */
export async function buildForecast(
  api: QuickBooks,
  order: ForecastOrder,
  { day, progress, masked }: Context & { day: string },
): Promise<CashForecast> {
  const company = await api.company();
  const { include_pending_invoices: includesInvoices, scenario, forecast_months: months } = order;
  const start = addDays(day, 1);
  const lastDay = monthEnd(monthStart(start, months - 1));
  const { openingBalance, receivables, payables, booked, financed, ...history } = await readBooks(api, company, {
    ...{ day, lastDay },
    progress,
  });
  const projection = await project({
    openingBalance,
    asOf: day,
    currency: company.homeCurrency,
    ignoreReceivables: !includesInvoices,
    receivables: withBooked(receivables, booked, company.homeCurrency),
    payables: withBooked(payables, booked, company.homeCurrency),
    ...{ months, scenario, ...history },
  });
  const nameOf = (counterparty: string) => String(masked(counterparty, Counterparty));
  const source = { projection, openingBalance, receivables, payables, includesInvoices, day, nameOf };
  return {
    company: company.name,
    forecast_period: { start_date: start, end_date: lastDay },
    opening_balance: openingBalance,
    ...shown(projection),
    insights: findInsights(source),
    recommendations: findRecommendations(source),
    notes: [
      ...projection.confidence.reasons,
      `Cash is what the bank accounts and the undeposited funds hold on ${day}; amounts in other currencies count at the rates of their documents.`,
      'Of what is dated later invoices, bills, their credits and payments count; cheques, deposits and journal entries do not.',
      ...(financed === undefined ? [] : [financedNote(financed, company.homeCurrency)]),
      ...projection.notes,
    ],
  };
}

function financedNote(amount: string, currency: string): string {
  return `${amount} ${currency} that owners put in or that was lent in these two years is not expected again.`;
}

async function readBooks(
  api: QuickBooks,
  company: Company,
  { day, lastDay, progress }: { day: string; lastDay: string; progress: Progress },
) {
  const [openingBalance, documents] = await Promise.all([
    readCashBalance(api, company, day),
    readDocuments(api, day, historyMonths),
  ]);
  const { invoices, bills } = documents;
  const [receivables, payables] = await Promise.all([
    readOpenDocuments(api, company, 'AgedReceivableDetail', { documents: invoices, day, lastDay }),
    readOpenDocuments(api, company, 'AgedPayableDetail', { documents: bills, day, lastDay }),
  ]);
  progress(1, 3, 'Balances and open documents read');
  const [{ movements: cashHistory, financed }, { habits: paymentHistory, booked }] = await Promise.all([
    readCashHistory(api, company, { day, months: historyMonths }),
    readPayments(api, documents, { day, months: historyMonths }),
  ]);
  progress(2, 3, 'Two years of cash read');
  return { openingBalance, receivables, payables, booked, financed, cashHistory, paymentHistory };
}

async function project(input: Parameters<typeof projectCashFlow>[0]): Promise<CashProjection> {
  try {
    return await projectCashFlow(input);
  } catch (error) {
    if (error instanceof CashFlowError && error.code === 'nothing_to_project') {
      const message =
        'There is nothing to project from: in two years nothing was earned or spent, and nothing is open.';
      throw new ToolError('not_found', message, {}, { cause: error });
    }
    throw error;
  }
}

function shown({ currency, scenario, months, lowestMonth, runway, shortfallChance, confidence }: CashProjection) {
  return {
    currency,
    scenario,
    monthly_projections: months.map(({ closingBalance, inflowParts, outflowParts, ...month }) => ({
      ...month,
      closing_balance: closingBalance,
      inflow_from_open_invoices: inflowParts.documents,
      outflow_for_open_bills: outflowParts.documents,
    })),
    key_metrics: {
      projected_cash_position: months.at(-1)?.closingBalance ?? '',
      lowest_cash_month: { month: lowestMonth.month, closing_balance: lowestMonth.closingBalance },
      cash_runway_months: runway.kind === 'not_burning' ? null : runway.months,
      shortfall_chance_percent: percent(shortfallChance),
    },
    confidence_level: confidence.level,
  };
}
