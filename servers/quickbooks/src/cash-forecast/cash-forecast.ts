import * as z from 'zod';

export const scenarios = ['conservative', 'realistic', 'optimistic'] as const;

const decimal = (description: string) => z.string().describe(description);

/** A projection of the cash in the bank. */
export const CashForecast = z.object({
  company: z.string().describe('Name'),
  currency: z.string().describe('Home currency, ISO 4217; all amounts are in it'),
  forecast_period: z
    .object({ start_date: z.string().describe('First day'), end_date: z.string().describe('Last day') })
    .describe('Begins tomorrow; the first month is what is left of it'),
  scenario: z.enum(scenarios).describe('As asked'),
  opening_balance: decimal('Bank accounts today'),
  monthly_projections: z
    .array(
      z.object({
        month: z.string().describe('YYYY-MM'),
        inflow: decimal('Comes in'),
        outflow: decimal('Goes out'),
        net: decimal('Inflow less outflow'),
        closing_balance: decimal('Cash at the end'),
        interval: z
          .object({ low: decimal('Lower end'), high: decimal('Upper end') })
          .describe('Holds the closing balance in 9 of 10 simulated futures'),
        inflow_from_open_invoices: decimal('Of the inflow, invoices there are'),
        outflow_for_open_bills: decimal('Of the outflow, bills there are'),
      }),
    )
    .describe('Month by month'),
  key_metrics: z
    .object({
      projected_cash_position: decimal('Cash at the end'),
      lowest_cash_month: z
        .object({ month: z.string().describe('YYYY-MM'), closing_balance: decimal('Cash at its end') })
        .describe('The tightest month'),
      cash_runway_months: z
        .string()
        .nullable()
        .describe('Until cash is gone, seen two years ahead; null where it does not shrink'),
      shortfall_chance_percent: decimal('Chance that some month ends below 0'),
    })
    .describe('At a glance'),
  insights: z.array(z.string()).describe('What drives it, with numbers'),
  recommendations: z.array(z.string()).describe('What to do, each for a reason given'),
  confidence_level: z.enum(['low', 'medium', 'high']).describe('How far to trust it'),
  notes: z.array(z.string()).describe('Why not further, and how it was made'),
});

export type CashForecast = z.output<typeof CashForecast>;
