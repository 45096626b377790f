import * as z from 'zod';
import { defineTool } from '../api.ts';
import { buildSummary, FinancialSummary } from '../financial-summary/financial-summary.ts';
import { summaryPeriods } from '../financial-summary/summary-period.ts';
import { Day } from '../identifier.ts';

export const getFinancialSummary = defineTool({
  name: 'get_financial_summary',
  title: 'Get a financial summary',
  description:
    'Returns revenue, expenses, net income, cash flow, receivables and payables of a period, compared with the period and the year before, and which accounts made the difference. By account: get_report.',
  effect: 'read',
  data: 'confidential',
  scopes: ['reports:read'],
  rateLimit: { calls: 10, perSeconds: 60 },
  semantics: { entity: 'report', workflow: 'accounting' },
  cacheSeconds: 120,
  input: z.object({
    period: z
      .enum(summaryPeriods)
      .default('current_month')
      .describe('current: up to today; quarter and year are fiscal'),
    start_date: Day.optional().describe('For custom'),
    end_date: Day.optional().describe('For custom; default today'),
    include_comparisons: z.boolean().default(true).describe('With earlier periods'),
  }),
  output: FinancialSummary,
  examples: [
    { title: 'The fiscal year so far', input: { period: 'current_year' } },
    { title: 'A month', input: { period: 'custom', start_date: '2026-10-01', end_date: '2026-10-31' } },
  ],
  async handler({ input, api }) {
    return buildSummary(api, input, await api.today());
  },
});
