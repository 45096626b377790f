import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { withPlaces } from '../amount.ts';
import type { ReportColumn } from './report-column.ts';
import type { WireRow } from './wire-report.ts';

/** A row of a report as a model sees it. */
export const ReportRow = z.object({
  section: z.array(z.string()).describe('Headings it stands under, outermost first'),
  kind: z.enum(['row', 'total']).describe('total: a sum of rows before it, not to be added to them'),
  ids: z.record(z.string(), z.string()).optional().describe('What a column names, by its key: account, txn_type, ...'),
  values: z.array(z.string().nullable()).describe('One for each column; null is empty'),
});

/** A row with the names by which QuickBooks groups rows, the same in every language: its own and those around it. */
export interface GroupedRow extends z.output<typeof ReportRow> {
  group: string | undefined;
  groups: string[];
}

interface Place {
  section: string[];
  groups: string[];
}

type Cells = NonNullable<WireRow['ColData']>;

/** Flattens rows and sections in their order. A heading with amounts is the row of an account that has others below it. */
export function toRows(
  rows: readonly WireRow[],
  columns: readonly ReportColumn[],
  currency: string,
  place: Place = { section: [], groups: [] },
): GroupedRow[] {
  const make = (cells: Cells, kind: GroupedRow['kind'], group: string | undefined, at: Place) =>
    toRow(cells, columns, { kind, group, currency, ...at });
  return rows.flatMap((row) => {
    const group = row.group ?? undefined;
    // Sales by product has its sum as a row of values.
    if (row.ColData) return [make(row.ColData, group === 'GrandTotal' ? 'total' : 'row', group, place)];
    const heading = row.Header?.ColData ?? [];
    const title = heading[0]?.value;
    const inside = {
      section: title ? [...place.section, title] : place.section,
      groups: group ? [...place.groups, group] : place.groups,
    };
    const hasAmounts = heading.slice(1).some(({ value }) => value);
    return [
      ...(hasAmounts ? [make(heading, 'row', undefined, inside)] : []),
      ...toRows(row.Rows?.Row ?? [], columns, currency, inside),
      ...(row.Summary ? [make(row.Summary.ColData, 'total', group, inside)] : []),
    ];
  });
}

function toRow(
  cells: Cells,
  columns: readonly ReportColumn[],
  { kind, group, section, groups, currency }: Place & Pick<GroupedRow, 'kind' | 'group'> & { currency: string },
): GroupedRow {
  refuseCut(cells);
  const ids = cells.flatMap(({ id }, index) => (id ? [[columns[index]?.key ?? '', id] as const] : []));
  return {
    section,
    kind,
    ...(ids.length > 0 && { ids: Object.fromEntries(ids) }),
    values: columns.map((column, index) => toValue(cells[index]?.value, column, { index, currency })),
    group,
    groups,
  };
}

/** Amounts keep every digit and get at least those of the currency; a label can stand in the first column whatever that holds. */
function toValue(
  text: string | null | undefined,
  { type, title }: ReportColumn,
  { index, currency }: { index: number; currency: string },
): string | null {
  if (!text) return null;
  if (type !== 'money' || index === 0) return text;
  if (/^-?\d{1,18}(\.\d{1,10})?$/.test(text)) return withPlaces(text, currency);
  throw new ToolError(
    'bad_answer',
    `QuickBooks sent no amount in the column ${title} of this report. Try again later.`,
  );
}

/** https://developer.intuit.com/app/developer/qbo/docs/workflows/run-reports: a report has 400,000 cells at most, and says so in a row. */
function refuseCut([first]: Cells): void {
  if (!first?.value?.startsWith('Unable to display more data')) return;
  throw new ToolError('too_large', 'QuickBooks cuts this report off. Ask for a shorter range of days, or one account.');
}
