import { type Company, decimalOf } from '@bizmcp/testkit/company';

/** What Xero gives identifiers to; the identifier of a ledger id is told by the simulator that owns them. */
export type GuidKind = 'account' | 'contact' | 'invoice' | 'tracking_category' | 'tracking_option' | 'budget';

export type GuidOf = (kind: GuidKind, id: string) => string;

/** The parameters of a request by their names. */
export type ReportQuery = Readonly<Record<string, string | undefined>>;

interface ReportAttribute {
  Value: string;
  Id: string;
}

export interface ReportCell {
  Value: string;
  Attributes?: ReportAttribute[];
}

/** A row of a report, or a section of rows. */
export interface ReportRow {
  RowType: 'Header' | 'Section' | 'Row' | 'SummaryRow';
  Title?: string;
  Cells?: ReportCell[];
  Rows?: ReportRow[];
}

/** The answer of a report's endpoint, without the envelope that every answer has. */
export interface ReportAnswer {
  Reports: {
    ReportID: string;
    ReportName: string;
    ReportType: string;
    ReportTitles: string[];
    ReportDate: string;
    UpdatedDateUTC: string;
    Fields: never[];
    Rows: ReportRow[];
  }[];
}

const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** The name of the month a day is in, as November. */
export function monthName(day: string): string {
  return monthNames[Number(day.slice(5, 7)) - 1] ?? '';
}

/** As 30 April 2019. */
export function longDay(day: string): string {
  return `${Number(day.slice(8))} ${monthName(day)} ${day.slice(0, 4)}`;
}

/** As 30 Apr 2019. */
export function shortDay(day: string): string {
  return `${Number(day.slice(8))} ${monthName(day).slice(0, 3)} ${day.slice(0, 4)}`;
}

/** Writes minor units of the home currency as the cells of a report do: 1234.50, without thousands. */
export function moneyText(company: Company): (amount: number) => string {
  const { currencies, homeCurrency } = company.ledger.settings;
  const digits = currencies.find(({ code }) => code === homeCurrency)?.digits ?? 2;
  return (amount) => decimalOf(amount, digits);
}

export function header(values: readonly string[]): ReportRow {
  return { RowType: 'Header', Cells: values.map((Value) => ({ Value })) };
}

export function section(Title: string, Rows: ReportRow[]): ReportRow {
  return { RowType: 'Section', Title, Rows };
}

/** A row whose every cell carries the identifier it is about, where it is about one. */
export function row(values: readonly string[], attribute?: ReportAttribute): ReportRow {
  return { RowType: 'Row', Cells: values.map((Value) => ({ Value, ...(attribute && { Attributes: [attribute] }) })) };
}

export function summaryRow(values: readonly string[]): ReportRow {
  return { RowType: 'SummaryRow', Cells: values.map((Value) => ({ Value })) };
}

/** The row of an account: its identifier stands on each cell. */
export function accountRow(guidOf: GuidOf, accountId: string, values: readonly string[]): ReportRow {
  return row(values, { Value: guidOf('account', accountId), Id: 'account' });
}

/**
 * A whole report, made today.
 * https://developer.xero.com/documentation/api/accounting/reports
 */
export function reportAnswer(
  { today }: Company,
  type: string,
  { name, titles, rows }: { name: string; titles: string[]; rows: ReportRow[] },
): ReportAnswer {
  return {
    Reports: [
      {
        ReportID: type,
        ReportName: name,
        ReportType: type,
        ReportTitles: titles,
        ReportDate: longDay(today),
        UpdatedDateUTC: `/Date(${Date.parse(today)})/`,
        Fields: [],
        Rows: rows,
      },
    ],
  };
}
