import * as z from 'zod';

const WireCell = z.object({ value: z.string().nullish(), id: z.string().nullish() });
const WireCells = z.object({ ColData: z.array(WireCell) });

/** A row of values, or a section: a heading, rows, and their sum. Which of them there are differs by report. */
export const WireRow = z.object({
  Header: WireCells.nullish(),
  Summary: WireCells.nullish(),
  ColData: z.array(WireCell).nullish(),
  group: z.string().nullish(),
  get Rows() {
    return WireRows.nullish();
  },
});

export type WireRow = z.output<typeof WireRow>;

const WireRows = z.object({
  get Row() {
    return z.array(WireRow).nullish();
  },
});

const NameValue = z.object({ Name: z.string().nullish(), Value: z.string().nullish() });

const WireColumn = z.object({
  ColTitle: z.string().nullish(),
  ColType: z.string().nullish(),
  MetaData: z.array(NameValue).nullish(),
  /** The columns below it, in whose place it stands. */
  get Columns() {
    return WireColumns.nullish();
  },
});

export type WireColumn = z.output<typeof WireColumn>;

const WireColumns = z.object({
  get Column() {
    return z.array(WireColumn).nullish();
  },
});

/**
 * A report as QuickBooks sends it.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/profitandloss
 */
export const WireReport = z.object({
  Header: z.object({
    ReportName: z.string(),
    ReportBasis: z.string().nullish(),
    StartPeriod: z.string().nullish(),
    EndPeriod: z.string().nullish(),
    Currency: z.string(),
    Option: z.array(NameValue).nullish(),
  }),
  Columns: WireColumns,
  Rows: WireRows,
});

export type WireReport = z.output<typeof WireReport>;
