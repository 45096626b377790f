import { ToolError } from '@bizmcp/core';
import { withPlaces } from '../amount.ts';
import { type ReportColumn, toColumn, valueColumns } from './report-column.ts';
import { type GroupedRow, toRows } from './report-row.ts';
import type { WireReport } from './wire-report.ts';

/** A report as a table of texts; amounts are decimals. */
export interface ReportTable {
  name: string;
  /** accrual or cash; undefined for a report that has none. */
  basis: string | undefined;
  from: string | undefined;
  to: string | undefined;
  currency: string;
  /** False where QuickBooks says that there is nothing to report. */
  hasData: boolean;
  columns: ReportColumn[];
  rows: GroupedRow[];
}

export function toReportTable({ Header, Columns, Rows }: WireReport): ReportTable {
  const columns = valueColumns(Columns.Column ?? []).map(toColumn);
  const noData = Header.Option?.find(({ Name }) => Name === 'NoReportData')?.Value;
  const rows = toRows(Rows.Row ?? [], columns, Header.Currency);
  if (rows.length > 0 && columns.length === 0) throw cannotBeRead(Header.ReportName, 'no columns');
  return {
    name: Header.ReportName,
    basis: Header.ReportBasis?.toLowerCase(),
    from: Header.StartPeriod ?? undefined,
    to: Header.EndPeriod ?? undefined,
    currency: Header.Currency,
    hasData: noData === undefined || noData === null ? rows.length > 0 : noData !== 'true',
    columns,
    rows,
  };
}

/** What QuickBooks gives for a group: its sum, or its row; undefined where the report has no such group. */
export function groupValues({ name, rows }: ReportTable, group: string): GroupedRow['values'] | undefined {
  // Without any names of groups all sums would be taken for 0.
  if (rows.length > 0 && rows.every((row) => row.group === undefined)) throw cannotBeRead(name, 'no groups');
  const own = rows.filter((row) => row.group === group);
  return (own.find(({ kind }) => kind === 'total') ?? own[0])?.values;
}

/** The same in the last column; zero where the report has no such group. */
export function groupAmount(table: ReportTable, group: string): string {
  return groupValues(table, group)?.at(-1) ?? withPlaces('0', table.currency);
}

function cannotBeRead(name: string, what: string): ToolError {
  return new ToolError(
    'bad_answer',
    `QuickBooks sent the report ${name} with ${what}, so it can't be read. Try again later.`,
  );
}

/** The text of a row in a column; undefined where it is empty, or where there is no such column. */
export function valueIn({ columns }: ReportTable, row: GroupedRow, key: string): string | undefined {
  const index = columns.findIndex((column) => column.key === key);
  return row.values[index] ?? undefined;
}

/** Throws where a report with rows lacks a column that was asked for: its rows would be taken for empty ones. */
export function requireColumn({ name, columns, rows }: ReportTable, key: string): void {
  if (rows.length === 0 || columns.some((column) => column.key === key)) return;
  throw new ToolError('bad_answer', `QuickBooks left the column ${key} out of the report ${name}. Try again later.`);
}
