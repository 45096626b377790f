import { Cursor, NextCursor, pageOf, ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { ContactId, TenantId, TrackingCategoryId } from '../identifier.ts';
import { readOrganisation, todayOf } from '../organisation.ts';
import { daysHint } from '../report/days-hint.ts';
import { requireMonthEnd } from '../report/month-end.ts';
import { overlapHint } from '../report/overlap-hint.ts';
import { type ReportRequest, readReport, reportNames } from '../report/report-request.ts';
import { ReportRow } from '../report/report-table.ts';
import { shownReport } from '../report/shown-report.ts';
import { timeframes } from '../report/timeframe.ts';
import { Day } from '../wire-date.ts';

export const getReport = defineTool({
  name: 'get_report',
  title: 'Get a report',
  description:
    'Returns a report of Xero as rows, in the base currency. Compared and explained: generate_management_report.',
  effect: 'read',
  data: 'confidential',
  scopes: ['reports:read'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'report', workflow: 'accounting' },
  input: z.object({
    report: z.enum(reportNames).describe('Which'),
    from_date: Day.optional().describe('First day of a range'),
    to_date: Day.optional().describe('Last day, or the day'),
    periods: z.int().min(1).max(11).optional().describe('Earlier ones beside it'),
    timeframe: z.enum(timeframes).optional().describe('How far apart'),
    tracking_category_id: TrackingCategoryId.optional().describe('Profit and loss by its options'),
    contact_id: ContactId.optional().describe('aged_* need it'),
    limit: z.int().min(1).max(500).default(200).describe('Rows per page'),
    cursor: Cursor,
    tenant_id: TenantId,
  }),
  output: z.object({
    title: z.string().describe('Name, organisation or contact, and time'),
    currency: z.string().describe('ISO 4217'),
    header: z
      .object({ columns: z.array(z.string()).describe('One for each value') })
      .describe('What the values of a row are'),
    rows: z.array(ReportRow).describe('In the order of the report'),
    hint: z.string().optional().describe('What has to be known of the columns'),
    next_cursor: NextCursor,
  }),
  examples: [
    { title: 'A month', input: { report: 'profit_and_loss', from_date: '2026-10-01', to_date: '2026-10-31' } },
  ],
  async handler({ input, api, masked }) {
    requireMonthEnd(input);
    const books = await api.books(input.tenant_id);
    const { title, columns, rows } = shownReport(await readReport(books, input), input.contact_id, masked);
    const organisation = await readOrganisation(books);
    requireFigures(input, rows);
    const numbered = rows.map((row, index) => ({ row, key: String(index) }));
    const { items, ...rest } = pageOf(numbered, ({ key }) => key, input);
    return {
      ...{ title, currency: organisation.base_currency, header: { columns }, rows: items.map(({ row }) => row) },
      ...overlapHint(input, todayOf(organisation)),
      ...daysHint(input, organisation),
      ...rest,
    };
  },
});

/** Of a contact that owes nothing an empty report is the answer; any other without a figure was asked for the wrong days. */
function requireFigures({ report, from_date, to_date }: ReportRequest, rows: readonly ReportRow[]): void {
  const isAged = report === 'aged_receivables' || report === 'aged_payables';
  const hasFigures = rows.some(({ values }) => values.some((value) => /[1-9]/.test(value)));
  if (isAged || hasFigures) return;
  const days = [from_date && `from ${from_date}`, to_date && `to ${to_date}`].filter(Boolean).join(' ');
  const problem = `no figures ${days || 'at present'}`;
  throw new ToolError('not_found', `This report has ${problem}. Choose days in which something was booked.`, {
    fields: [{ path: to_date === undefined ? 'from_date' : 'to_date', problem }],
  });
}
