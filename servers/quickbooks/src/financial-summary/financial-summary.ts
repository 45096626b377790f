import * as z from 'zod';
import type { QuickBooks } from '../quickbooks.ts';
import { AgedTotal, toAgedTotal } from './aged-total.ts';
import { Comparison, compareFigures } from './comparison.ts';
import { type PeriodFigures, readFigures } from './period-figures.ts';
import { comparedPeriods, type PeriodOrder } from './summary-period.ts';

const decimal = (description: string) => z.string().describe(description);

/** The key figures of a period. */
export const FinancialSummary = z.object({
  company: z.string().describe('Name'),
  currency: z.string().describe('Home currency, ISO 4217; all amounts are in it'),
  basis: z.string().describe('accrual or cash, as the company prefers; of revenue, expenses, net income'),
  start_date: z.string().describe('First day'),
  end_date: z.string().describe('Last day'),
  revenue: decimal('Total income'),
  expenses: decimal('Cost of goods sold, operating and other expenses'),
  net_income: decimal('Revenue and other income less expenses'),
  breakdown: z
    .object({
      cost_of_goods_sold: decimal('Direct costs'),
      gross_profit: decimal('Revenue less them'),
      operating_expenses: decimal('Running costs'),
      other_income: decimal('Not from trade; not in revenue'),
      other_expenses: decimal('Not from trade'),
    })
    .describe('What net_income is made of'),
  cash_flow: z
    .object({
      operating: decimal('From trade'),
      investing: decimal('Assets bought and sold'),
      financing: decimal('Owners and loans'),
      net_change: decimal('Sum of the three'),
      opening_cash: decimal('Bank accounts before the first day'),
      closing_cash: decimal('Bank accounts at the end'),
    })
    .describe('Statement of cash flows'),
  accounts_receivable: AgedTotal.describe('Owed by customers at the end'),
  accounts_payable: AgedTotal.describe('Owed to vendors at the end'),
  comparisons: z
    .object({
      prior_period: Comparison.describe('As long, before it'),
      same_period_last_year: Comparison.optional().describe('A year before, where that is another'),
    })
    .optional()
    .describe('Only when asked for'),
  notes: z.array(z.string()).describe('What to know about these figures'),
});

export type FinancialSummary = z.output<typeof FinancialSummary>;

/** What to sum up. */
export interface SummaryOrder extends PeriodOrder {
  include_comparisons: boolean;
}

/** Reads the reports of the period and of those it is compared with: 5 to 11 requests. */
export async function buildSummary(api: QuickBooks, order: SummaryOrder, today: string): Promise<FinancialSummary> {
  const company = await api.company();
  const periods = comparedPeriods(order, today, company.fiscalYearStartMonth);
  // Nothing is overdue that is not so today, whatever day the period ends on.
  const asOf = { report_date: periods.current.to < today ? periods.current.to : today };
  const [now, receivable, payable] = await Promise.all([
    readFigures(api, periods.current, today),
    api.report('AgedReceivables', asOf),
    api.report('AgedPayables', asOf),
  ]);
  const isYear = periods.prior.from === periods.yearAgo.from && periods.prior.to === periods.yearAgo.to;
  const [prior, yearAgo] = order.include_comparisons
    ? await Promise.all([
        readFigures(api, periods.prior, today),
        isYear ? undefined : readFigures(api, periods.yearAgo, today),
      ])
    : [];
  return {
    company: company.name,
    currency: company.homeCurrency,
    ...shown(now),
    accounts_receivable: toAgedTotal(receivable),
    accounts_payable: toAgedTotal(payable),
    ...(prior && {
      comparisons: {
        prior_period: compareFigures(now, prior, company),
        ...(yearAgo && { same_period_last_year: compareFigures(now, yearAgo, company) }),
      },
    }),
    notes: [
      ...notesOn(now, order, today),
      ...(isFiscal(order, company.fiscalYearStartMonth)
        ? [`${order.period} is that of the fiscal year: ${now.period.from} to ${now.period.to}.`]
        : []),
      ...(prior && isYear ? ['prior_period is the same period last year as well.'] : []),
    ],
  };
}

function shown({ period, basis, income, expenses, netIncome, cash, ...figures }: PeriodFigures) {
  return {
    basis: basis ?? 'accrual',
    start_date: period.from,
    end_date: period.to,
    revenue: income,
    expenses,
    net_income: netIncome,
    breakdown: {
      cost_of_goods_sold: figures.costOfGoodsSold,
      gross_profit: figures.grossProfit,
      operating_expenses: figures.operatingExpenses,
      other_income: figures.otherIncome,
      other_expenses: figures.otherExpenses,
    },
    cash_flow: {
      operating: cash.operating,
      investing: cash.investing,
      financing: cash.financing,
      net_change: cash.netChange,
      opening_cash: cash.opening,
      closing_cash: cash.closing,
    },
  };
}

/** Whether a year, or a quarter, is another than that of the calendar. */
function isFiscal({ period }: PeriodOrder, fiscalYearStartMonth: number): boolean {
  if (period.endsWith('year')) return fiscalYearStartMonth !== 1;
  return period.endsWith('quarter') && fiscalYearStartMonth % 3 !== 1;
}

function notesOn({ hasData, period }: PeriodFigures, order: SummaryOrder, today: string): string[] {
  const { include_comparisons: isCompared } = order;
  const sameDays = isCompared ? ', and is compared with as many days' : '';
  const whole = isCompared ? 'The earlier ones that it is compared with are whole. ' : '';
  return [
    ...(hasData ? [] : [`QuickBooks has no transactions from ${period.from} to ${period.to}; the zeros mean that.`]),
    ...(order.period.startsWith('current') ? [`${order.period} is up to today, ${period.to}${sameDays}.`] : []),
    ...(period.to > today
      ? [
          `The period is not over: it holds what is dated ahead, and no more. ${whole}Unpaid amounts are those of today, without what is dated ahead.`,
        ]
      : []),
  ];
}
