/** A cell: its text, and what it names. */
export interface ReportCell {
  value: string;
  id?: string;
}

export interface ReportColumn {
  ColTitle: string;
  ColType: string;
  MetaData?: { Name: string; Value: string }[];
  Columns?: { Column: ReportColumn[] };
}

/** A row of values, or a section of rows with its heading and its sum. */
export interface ReportRow {
  Header?: { ColData: ReportCell[] };
  Rows?: { Row?: ReportRow[] };
  Summary?: { ColData: ReportCell[] };
  ColData?: ReportCell[];
  type?: 'Section' | 'Data';
  group?: string;
}

/** What a report says about itself. */
export interface ReportHeader {
  Time: string;
  ReportName: string;
  DateMacro?: string;
  ReportBasis?: 'Accrual' | 'Cash';
  StartPeriod?: string;
  EndPeriod?: string;
  SummarizeColumnsBy?: string;
  Currency: string;
  Customer?: string;
  Vendor?: string;
  Option: { Name: string; Value: string }[];
}

/** A whole report: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/profitandloss */
export interface ReportBody {
  Header: ReportHeader;
  Columns: { Column: ReportColumn[] };
  Rows: { Row?: ReportRow[] };
}

/** What a report function makes; the header is added once for all. */
export interface ReportContent {
  columns: ReportColumn[];
  rows: ReportRow[];
  /** False where nothing was to be reported, whatever rows there are. */
  hasData: boolean;
  header?: Partial<ReportHeader>;
  options?: { Name: string; Value: string }[];
}

const cell = (value: string): ReportCell => ({ value });

/** A row of values whose first cell names an entity. */
export function dataRow(first: ReportCell, values: readonly string[], group?: string): ReportRow {
  return { ColData: [first, ...values.map(cell)], type: 'Data', ...(group !== undefined && { group }) };
}

/** A sum that stands by itself, as the gross profit. */
export function summaryRow(title: string, values: readonly string[], group?: string): ReportRow {
  return {
    Summary: { ColData: [cell(title), ...values.map(cell)] },
    type: 'Section',
    ...(group !== undefined && { group }),
  };
}

/** A heading, its rows, and their sum where there is one to show. */
export function section(
  heading: ReportCell,
  rows: readonly ReportRow[],
  { total, values, group }: { total?: string; values: readonly string[]; group?: string },
): ReportRow {
  return {
    Header: { ColData: [heading, ...values.map(() => cell(''))] },
    ...(rows.length > 0 && { Rows: { Row: [...rows] } }),
    ...(total !== undefined && { Summary: { ColData: [cell(total), ...values.map(cell)] } }),
    type: 'Section',
    ...(group !== undefined && { group }),
  };
}

export function column(ColTitle: string, ColType: string, data: Readonly<Record<string, string>> = {}): ReportColumn {
  const MetaData = Object.entries(data).map(([Name, Value]) => ({ Name, Value }));
  return { ColTitle, ColType, ...(MetaData.length > 0 && { MetaData }) };
}
