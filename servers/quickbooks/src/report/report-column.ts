import * as z from 'zod';
import type { WireReport } from './wire-report.ts';

/** What the values of a column are. */
export const ReportColumn = z.object({
  key: z.string().describe('Name'),
  title: z.string().describe('Heading'),
  type: z.enum(['text', 'money', 'date', 'number']).describe('money: decimal; date: YYYY-MM-DD'),
});

export type ReportColumn = z.output<typeof ReportColumn>;

type WireColumn = NonNullable<WireReport['Columns']['Column']>[number];

/** Types that say what a column holds; any other type is the name of the column itself, as tx_date. */
const generalTypes = new Set([
  'Account',
  'Money',
  'Date',
  'String',
  'Rate',
  'Customer',
  'Vendor',
  'Employee',
  'Number',
]);

/** A column by the name in its metadata, by its type where that is a name, else by its heading. */
export function toColumn({ ColTitle, ColType, MetaData }: WireColumn): ReportColumn {
  const named = MetaData?.find(({ Name }) => Name === 'ColKey')?.Value;
  const type = ColType ?? 'String';
  const title = ColTitle || (generalTypes.has(type) ? type : '');
  const key = named || (generalTypes.has(type) ? title.toLowerCase().replace(/[^a-z0-9]+/g, '_') : type);
  return { key, title, type: typeOf(type, key) };
}

function typeOf(type: string, key: string): ReportColumn['type'] {
  if (type === 'Money' || /(^|_)(amount|amt|bal)(_|$)/.test(key)) return 'money';
  if (type === 'Date' || /(^|_)date$/.test(key)) return 'date';
  return type === 'Rate' || type === 'Number' || key === 'exch_rate' || key === 'past_due' ? 'number' : 'text';
}
