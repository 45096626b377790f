import { Cursor, NextCursor } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { AccountId, CustomerId, Day, VendorId } from '../identifier.ts';
import { pageOf } from '../page.ts';
import { ReportColumn } from '../report/report-column.ts';
import { noteOf } from '../report/report-note.ts';
import { columnKeys, reportKeys, reportRequest, withBothDays } from '../report/report-order.ts';
import { ReportRow } from '../report/report-row.ts';
import { shownReport } from '../report/shown-report.ts';

export const getReport = defineTool({
  name: 'get_report',
  title: 'Get a report',
  description:
    'Returns a report as rows, in the home currency unless a currency column stands beside. Key figures compared: get_financial_summary.',
  effect: 'read',
  data: 'confidential',
  scopes: ['reports:read'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'report', workflow: 'accounting' },
  input: z.object({
    report: z.enum(reportKeys).describe('Which'),
    start_date: Day.optional().describe('First day; else the fiscal year to date'),
    end_date: Day.optional().describe('Last day; for aged_* the day'),
    accounting_method: z.enum(['accrual', 'cash']).optional().describe("Else the company's"),
    columns_by: z.enum(columnKeys).optional().describe('A column for each'),
    customer_id: CustomerId.optional().describe('Only this one'),
    vendor_id: VendorId.optional().describe('Only this one'),
    account_id: AccountId.optional().describe('For general_ledger'),
    limit: z.int().min(1).max(500).default(200).describe('Rows per page'),
    cursor: Cursor,
  }),
  output: z.object({
    report: z.string().describe('Name in QuickBooks'),
    currency: z.string().describe('ISO 4217'),
    basis: z.string().optional().describe('accrual or cash'),
    start_date: z.string().optional().describe('First day'),
    end_date: z.string().optional().describe('Last day'),
    note: z.string().optional().describe('What to know of it'),
    header: z.object({ columns: z.array(ReportColumn).describe('One for each value') }).describe('What the values are'),
    rows: z.array(ReportRow).describe('In the order of the report'),
    next_cursor: NextCursor,
  }),
  examples: [
    { title: 'A month', input: { report: 'profit_and_loss', start_date: '2026-10-01', end_date: '2026-10-31' } },
    { title: 'Who owes', input: { report: 'aged_receivables' } },
  ],
  async handler({ input, api, masked }) {
    const { name, parameters } = reportRequest(await withBothDays(api, input));
    const table = await api.report(name, parameters);
    const { basis, from, to, currency } = table;
    const { columns, rows } = shownReport(table, input.columns_by, masked);
    const numbered = rows.map((row, index) => ({ Id: String(index), row }));
    const page = pageOf(numbered, input);
    const note = await noteOf(api, table, input);
    return {
      report: table.name,
      currency,
      ...(basis && { basis }),
      ...(from && { start_date: from }),
      ...(to && { end_date: to }),
      ...(note && { note }),
      header: { columns },
      rows: page.rows.map(({ row }) => row),
      ...(page.next_cursor && { next_cursor: page.next_cursor }),
    };
  },
});
