import type { SelectItem } from '@bizmcp/soql';
import { withFieldNames } from '../query/selected-name.ts';
import type { Salesforce } from '../salesforce.ts';
import type { FieldClasses } from '../schema/field-classes.ts';
import { longestIn, withCutTexts } from './cut-texts.ts';
import { changeIn, objectOf, type SalesforceRecord, toRecord, WireRow } from './record.ts';

type Row = Readonly<Record<string, unknown>>;

/** Rows of any objects as a model sees them: a row tells its object, and so do its parents and children. */
export async function classedRecords(
  api: Salesforce,
  rows: readonly Row[],
  select: readonly SelectItem[] = [],
): Promise<SalesforceRecord[]> {
  const reads = api.gathered();
  const types = [...new Set(rows.flatMap(typesIn))].filter((type) => type !== 'AggregateResult');
  const classes = new Map<string, FieldClasses>(
    await Promise.all(types.map(async (type) => [type, await reads.classes(type)] as const)),
  );
  const most = longestIn(rows, select);
  return rows.map((row) => withCutTexts(toRecord(withFieldNames(row, select), classes), most));
}

function typesIn(value: unknown): string[] {
  const row = WireRow.safeParse(value).data;
  if (row === undefined) return Array.isArray(value) ? value.flatMap(typesIn) : [];
  const own = changeIn(row)?.object ?? objectOf(row);
  return [...(own ? [own] : []), ...Object.values(row).flatMap(typesIn)];
}
