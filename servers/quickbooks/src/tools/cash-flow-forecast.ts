import * as z from 'zod';
import { defineTool } from '../api.ts';
import { buildForecast } from '../cash-forecast/build-forecast.ts';
import { CashForecast, scenarios } from '../cash-forecast/cash-forecast.ts';

export const cashFlowForecast = defineTool({
  name: 'cash_flow_forecast',
  title: 'Forecast cash flow',
  description:
    'Projects the cash in the bank month by month, from two years of history, open invoices and bills, how late each customer pays, and what recurs; with intervals, what drives it and what to do. The past: get_financial_summary.',
  effect: 'read',
  data: 'confidential',
  scopes: ['reports:read'],
  rateLimit: { calls: 6, perSeconds: 60 },
  semantics: { entity: 'forecast', workflow: 'accounting' },
  timeoutSeconds: 120,
  cacheSeconds: 300,
  input: z.object({
    forecast_months: z.int().min(1).max(12).default(6).describe('How far, with what is left of this month'),
    scenario: z.enum(scenarios).default('realistic').describe('How late customers pay and what comes in'),
    include_pending_invoices: z.boolean().default(true).describe('Count open invoices'),
  }),
  output: CashForecast,
  examples: [{ title: 'Half a year, on the safe side', input: { scenario: 'conservative' } }],
  async handler({ input, api, ...context }) {
    return buildForecast(api, input, { day: await api.today(), ...context });
  },
});
