import * as z from 'zod';
import { defineTool } from '../api.ts';
import { TenantId } from '../identifier.ts';
import { buildReport } from '../management/build-report.ts';
import { ManagementReport } from '../management/management-report.ts';
import { reportMarkdown } from '../management/report-markdown.ts';
import { reportTypes } from '../management/report-period.ts';
import { Day } from '../wire-date.ts';

export const generateManagementReport = defineTool({
  name: 'generate_management_report',
  title: 'Generate a management report',
  description:
    'Returns result, balance sheet, cash, unpaid invoices, budget variance and key figures of whole months, beside the period and the year before, and what matters most.',
  effect: 'read',
  data: 'confidential',
  scopes: ['reports:read'],
  rateLimit: { calls: 4, perSeconds: 60 },
  semantics: { entity: 'report', workflow: 'accounting' },
  timeoutSeconds: 120,
  cacheSeconds: 300,
  input: z.object({
    report_type: z.enum(reportTypes).default('monthly').describe('Length'),
    period_end: Day.describe('Any day of the last month'),
    include_budget_variance: z.boolean().default(true).describe('Against the overall budget'),
    include_kpi_analysis: z.boolean().default(true).describe('Margins, ratios, days, burn, runway'),
    format: z.enum(['fields', 'page']).default('fields').describe('page: Markdown and chart'),
    tenant_id: TenantId,
  }),
  output: ManagementReport,
  async page(output, input) {
    if (input.format !== 'page') return undefined;
    const { trendChart } = await import('../management/trend-chart.ts');
    return { markdown: reportMarkdown(output), picture: await trendChart(output) };
  },
  examples: [
    { title: 'A month', input: { period_end: '2026-10-31' } },
    { title: 'A quarter as a page', input: { report_type: 'quarterly', period_end: '2026-09-30', format: 'page' } },
  ],
  async handler({ input, api, ...context }) {
    return buildReport(await api.books(input.tenant_id), input, context);
  },
});
