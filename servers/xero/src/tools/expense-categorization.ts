import { wrongInput } from '@bizmcp/core';
import { daysBetween } from '@bizmcp/insights';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { buildExpenseReport, ExpenseReport } from '../expenses/expense-report.ts';
import { TenantId } from '../identifier.ts';
import { Day } from '../wire-date.ts';

const mostDays = 732;

export const expenseCategorization = defineTool({
  name: 'expense_categorization',
  title: 'Analyse spending',
  description:
    'Returns what was spent from bank accounts (not bills), by account, with patterns, anomalies and ways to save; suggests accounts for uncoded lines, with confidence and evidence.',
  effect: 'read',
  data: 'confidential',
  scopes: ['bank:read'],
  rateLimit: { calls: 6, perSeconds: 60 },
  semantics: { entity: 'bank_transaction', workflow: 'accounting' },
  timeoutSeconds: 120,
  cacheSeconds: 300,
  input: z.object({
    date_range: z
      .strictObject({
        start_date: Day.describe('First day'),
        end_date: Day.describe('Last day'),
      })
      .describe('At most two years'),
    analyze_anomalies: z.boolean().default(true).describe('Look for them'),
    suggest_optimizations: z.boolean().default(true).describe('Ways to save'),
    tenant_id: TenantId,
  }),
  output: ExpenseReport,
  examples: [{ title: 'A quarter', input: { date_range: { start_date: '2026-07-01', end_date: '2026-09-30' } } }],
  async handler({ input, api }) {
    const { start_date: from, end_date: to } = input.date_range;
    const days = daysBetween(from, to) + 1;
    if (days < 1 || days > mostDays) {
      throw wrongInput('date_range', 'has to begin before it ends, and to be at most two years long');
    }
    return buildExpenseReport(await api.books(input.tenant_id), {
      from,
      to,
      withAnomalies: input.analyze_anomalies,
      withOpportunities: input.suggest_optimizations,
    });
  },
});
