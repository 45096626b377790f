import * as z from 'zod';
import { AccountLine } from './account-variance.ts';
import { CashSummary } from './cash-summary.ts';
import { ComparedAmount } from './compared-amount.ts';
import { Highlight } from './highlight.ts';
import { AgedBalance } from './open-invoices.ts';
import { LeftOut } from './optional-part.ts';
import { reportTypes } from './report-period.ts';
import { TrendMonth } from './trend.ts';

const PeriodRange = z.object({
  from: z.string().describe('First day'),
  to: z.string().describe('Last day'),
});

const KeyFigure = z.object({
  name: z.string().describe('Which'),
  value: z.string().optional().describe('In the period'),
  prior: z.string().optional().describe('In the period before'),
  unit: z.string().optional().describe('ratio (0.25 is 25 %), days, months or a currency'),
  unavailable: z.string().optional().describe('Why there is none'),
  formula: z.string().describe('How it is computed'),
  inputs: z.record(z.string(), z.string()).describe('From what'),
});

/** Budget of the whole result beside what came of it. */
const BudgetSummary = z.object({
  available: z.boolean().describe('False where the organisation has no overall budget'),
  income: z.string().optional().describe('Budgeted income, other income included'),
  costs: z.string().optional().describe('Budgeted costs'),
  net_profit: z.string().optional().describe('Budgeted result'),
  net_profit_variance: z.string().optional().describe('Result less budget'),
});

/** A management report: everything in the base currency unless a currency stands beside it. */
export const ManagementReport = z.object({
  organisation: z.string().describe('Name'),
  currency: z.string().describe('Base currency, ISO 4217'),
  report_type: z.enum(reportTypes).describe('Length'),
  basis: z.string().describe('What the figures stand on'),
  period: PeriodRange.describe('The period'),
  prior_period: PeriodRange.describe('The one before'),
  year_ago_period: PeriodRange.optional().describe('The same a year before; of a year it is prior_period'),
  profit_and_loss: z
    .object({
      income: ComparedAmount.describe('Revenue'),
      cost_of_sales: ComparedAmount.describe('Direct costs'),
      gross_profit: ComparedAmount.describe('Income less cost of sales'),
      other_income: ComparedAmount.describe('Other income, with gains on currencies'),
      operating_expenses: ComparedAmount.describe('All other costs'),
      net_profit: ComparedAmount.describe('The result'),
    })
    .describe('Sums of the profit and loss report'),
  accounts: z.array(AccountLine).describe('By account, with budget where there is one'),
  balance_sheet: z
    .object({
      cash: ComparedAmount.describe('Bank balances less overdrafts'),
      receivables: ComparedAmount.describe('Owed by customers'),
      current_assets: ComparedAmount.describe('Cash included'),
      fixed_assets: ComparedAmount.describe('And other long-term ones'),
      total_assets: ComparedAmount.describe('Sum'),
      payables: ComparedAmount.describe('Owed to suppliers'),
      current_liabilities: ComparedAmount.describe('Overdrafts included'),
      long_term_liabilities: ComparedAmount.describe('Due later'),
      total_liabilities: ComparedAmount.describe('Sum'),
      net_assets: ComparedAmount.describe('Assets less liabilities'),
    })
    .optional()
    .describe('At the end of the periods'),
  cash: CashSummary.optional().describe('Bank summary of the period'),
  budget: BudgetSummary.optional().describe('Only when asked for'),
  receivables: z.array(AgedBalance).optional().describe('Owed by customers on owed_on'),
  payables: z.array(AgedBalance).optional().describe('Owed to suppliers, likewise'),
  owed_on: z
    .string()
    .optional()
    .describe(
      'The end of the period, today while it runs; today also where basis says that what is unpaid now is told',
    ),
  kpis: z.array(KeyFigure).optional().describe('Only when asked for'),
  left_out: z
    .array(LeftOut)
    .describe('Parts that Xero does not open to this app or its user; empty where all are there'),
  highlights: z.array(Highlight).describe('What matters most'),
  trend: z.array(TrendMonth).describe('Month by month, up to a year'),
});

export type ManagementReport = z.output<typeof ManagementReport>;
