import * as z from 'zod';
import type { WireColumn } from './wire-report.ts';

/** What the values of a column are. */
export const ReportColumn = z.object({
  key: z.string().describe('Name'),
  title: z.string().describe('Heading'),
  type: z.enum(['text', 'money', 'date', 'number']).describe('money: decimal; date: YYYY-MM-DD'),
});

export type ReportColumn = z.output<typeof ReportColumn>;

/** Types that say what a column holds; any other type is the name of the column itself, as tx_date. */
const generalTypes = new Map([
  ...['Account', 'Money', 'Date', 'String', 'Rate', 'Customer', 'Vendor', 'Employee', 'Number'].map(
    (type) => [type, type] as const,
  ),
  ['ProductsAndService', 'Item'],
]);

/** The columns that hold values: those below another have its heading before their own. */
export function valueColumns(columns: readonly WireColumn[]): WireColumn[] {
  return columns.flatMap((column) => {
    const below = valueColumns(column.Columns?.Column ?? []);
    return below.length === 0
      ? [column]
      : below.map((one) => ({ ...one, ColTitle: `${column.ColTitle ?? ''} ${one.ColTitle ?? ''}`.trim() }));
  });
}

/** A column by the name in its metadata, by its type where that is a name, else by its heading. */
export function toColumn({ ColTitle, ColType, MetaData }: WireColumn): ReportColumn {
  const named = MetaData?.find(({ Name }) => Name === 'ColKey')?.Value;
  const type = ColType ?? 'String';
  const title = ColTitle || (generalTypes.get(type) ?? '');
  const key = named || (generalTypes.has(type) ? keyOf(title) : type);
  return { key, title, type: typeOf(type, key) };
}

function keyOf(title: string): string {
  return title
    .toLowerCase()
    .replace('%', 'percent')
    .replace(/[^a-z0-9]+/g, '_');
}

function typeOf(type: string, key: string): ReportColumn['type'] {
  // Below a column of money there are others too, which QuickBooks types alike.
  if (/(^|_)percent(_|$)/.test(key)) return 'text';
  if (/(^|_)quantity$/.test(key)) return 'number';
  if (type === 'Money' || /(^|_)(amount|amt|bal)(_|$)/.test(key)) return 'money';
  if (type === 'Date' || /(^|_)date$/.test(key)) return 'date';
  return type === 'Rate' || type === 'Number' || key === 'exch_rate' || key === 'past_due' ? 'number' : 'text';
}
