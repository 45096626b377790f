import * as z from 'zod';
import { defineTool } from '../api.ts';
import { buildReport } from '../report/build-report.ts';
import { Report } from '../report/report.ts';

export const generateReport = defineTool({
  name: 'generate_report',
  title: 'Generate a report',
  description:
    'Returns sales, cost of goods and margin by month, the best items and all stock. format page gives Markdown with a chart, for people.',
  effect: 'read',
  data: 'confidential',
  scopes: ['reports:read'],
  rateLimit: { calls: 10, perSeconds: 60 },
  semantics: { entity: 'report', workflow: 'restaurant' },
  cacheSeconds: 60,
  input: z.object({
    months: z.int().min(1).max(6).default(3).describe('Whole months before this one'),
    format: z.enum(['fields', 'page']).default('fields').describe('page: for people'),
  }),
  output: Report,
  async page(output, { format }) {
    if (format !== 'page') return undefined;
    const { reportPage } = await import('../report/report-page.ts');
    return reportPage(output);
  },
  examples: [
    { title: 'The last quarter', input: {} },
    { title: 'Half a year as a page', input: { months: 6, format: 'page' } },
  ],
  handler: ({ input: { months }, api }) => buildReport(api.pos, months),
});
