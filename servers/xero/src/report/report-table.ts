import * as z from 'zod';

const WireCell = z.object({
  value: z.string().nullish(),
  attributes: z.array(z.object({ id: z.string().nullish(), value: z.string().nullish() })).nullish(),
});
const WireRow = z.object({
  rowType: z.string().nullish(),
  title: z.string().nullish(),
  cells: z.array(WireCell).nullish(),
});
const WireSection = WireRow.extend({ rows: z.array(WireRow).nullish() });

/** A report as Xero sends it: rows in sections, every cell a text. */
export const WireReports = z.object({
  reports: z
    .array(
      z.object({
        reportName: z.string().nullish(),
        reportTitles: z.array(z.string()).nullish(),
        rows: z.array(WireSection).nullish(),
      }),
    )
    .min(1),
});

/** A row of a report as a model sees it. */
export const ReportRow = z.object({
  section: z.string().describe('Heading it stands under'),
  label: z.string().describe('Account, contact or total'),
  kind: z.enum(['row', 'total']).describe('total: a sum of the rows before it'),
  account_id: z.string().optional().describe('Account of the row'),
  values: z.array(z.string()).describe('One for each column; decimal where it is an amount'),
});

export type ReportRow = z.output<typeof ReportRow>;

/** A report as a table. */
export interface ReportTable {
  title: string;
  /** Headings of the values, without that of the label. */
  columns: string[];
  rows: ReportRow[];
}

/** Flattens a report: each row with its section, headings apart. */
export function toReportTable(wire: z.output<typeof WireReports>): ReportTable {
  const [report] = wire.reports;
  const sections = report?.rows ?? [];
  const header = sections.find(({ rowType }) => rowType === 'Header');
  const columns = (header?.cells ?? []).slice(1).map(({ value }) => value ?? '');
  const rows = sections.flatMap((section) => {
    const own = section.rowType === 'Row' || section.rowType === 'SummaryRow' ? [section] : (section.rows ?? []);
    return own.flatMap((row) => toRow(row, section.title ?? ''));
  });
  return { title: (report?.reportTitles ?? [report?.reportName ?? '']).join(', '), columns, rows };
}

function toRow({ rowType, cells }: z.output<typeof WireRow>, section: string): ReportRow[] {
  const [first, ...others] = cells ?? [];
  if (!first) return [];
  const attributes = (cells ?? []).flatMap((cell) => cell.attributes ?? []);
  // The identifier stands on each cell; in reports of contacts it is not an account's.
  const account = attributes.find(({ id }) => id === 'account')?.value;
  return [
    {
      section,
      label: textOf(first.value),
      kind: rowType === 'SummaryRow' ? 'total' : 'row',
      ...(account && { account_id: account }),
      values: others.map(({ value }) => textOf(value)),
    },
  ];
}

/** Days stand in reports with an hour that means nothing. */
function textOf(value: string | null | undefined): string {
  return (value ?? '').replace(/^(\d{4}-\d{2}-\d{2})T00:00:00$/, '$1');
}
