import { column, type ReportCell, type ReportColumn, type ReportRow } from './report.ts';
import { refuseParameter } from './report-refusal.ts';

/** A column of a report that lists transactions: how a line fills it, and a section sums it up. */
export interface DetailColumn<Line> {
  key: string;
  title: string;
  cell(line: Line): ReportCell;
  sum?(lines: readonly Line[]): string;
}

/** The columns that were asked for, in the order of the report; its usual ones where none were. */
export function chooseColumns<Line>(
  all: readonly DetailColumn<Line>[],
  usual: readonly string[],
  asked: readonly string[] | undefined,
): DetailColumn<Line>[] {
  const unknown = asked?.find((key) => all.every((one) => one.key !== key));
  if (unknown !== undefined) refuseParameter('columns', unknown, `one of ${all.map(({ key }) => key).join(', ')}`);
  return all.filter(({ key }) => (asked ?? usual).includes(key));
}

/** In a report of transactions the type of a column is its key. */
export function detailColumns<Line>(columns: readonly DetailColumn<Line>[]): ReportColumn[] {
  return columns.map(({ key, title }) => column(title, key));
}

export function detailRow<Line>(columns: readonly DetailColumn<Line>[], line: Line): ReportRow {
  return { ColData: columns.map((one) => one.cell(line)), type: 'Data' };
}

/** The sums of a section: its title in the first column. */
export function detailTotal<Line>(
  columns: readonly DetailColumn<Line>[],
  title: string,
  lines: readonly Line[],
): ReportCell[] {
  return columns.map(({ sum }, index) => ({ value: index === 0 ? title : (sum?.(lines) ?? '') }));
}

/** A heading over transactions, with their sums. */
export function detailSection<Line>(
  columns: readonly DetailColumn<Line>[],
  heading: ReportCell,
  { rows, lines }: { rows: readonly ReportRow[]; lines: readonly Line[] },
): ReportRow {
  return {
    Header: { ColData: columns.map((_, index) => (index === 0 ? heading : { value: '' })) },
    Rows: { Row: [...rows] },
    Summary: { ColData: detailTotal(columns, `Total for ${heading.value}`, lines) },
    type: 'Section',
  };
}
