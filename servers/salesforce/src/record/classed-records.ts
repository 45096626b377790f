import { cutText, longestText } from '@bizmcp/core';
import type { SelectItem } from '@bizmcp/soql';
import * as z from 'zod';
import { withFieldNames } from '../query/selected-name.ts';
import type { Salesforce } from '../salesforce.ts';
import type { FieldClasses } from '../schema/field-classes.ts';
import { type SalesforceRecord, toRecord } from './record.ts';

type Row = Readonly<Record<string, unknown>>;

const WireAttributes = z.object({ attributes: z.object({ type: z.string() }) });

/** Rows of any objects as a model sees them: a row tells its object, and so do its parents and children. */
export async function classedRecords(
  api: Salesforce,
  rows: readonly Row[],
  select: readonly SelectItem[] = [],
  mostCharacters: number = longestText.amongOthers,
): Promise<SalesforceRecord[]> {
  const reads = api.gathered();
  const types = [...new Set(rows.flatMap(typesIn))].filter((type) => type !== 'AggregateResult');
  const classes = new Map<string, FieldClasses>(
    await Promise.all(types.map(async (type) => [type, await reads.classes(type)] as const)),
  );
  return rows.map((row) => withCutTexts(toRecord(withFieldNames(row, select), classes), mostCharacters));
}

/** A text that is longer than an answer could never be shown. */
function withCutTexts(record: object, most: number): SalesforceRecord {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, cutTexts(value, most)]));
}

function cutTexts(value: unknown, most: number): unknown {
  if (Array.isArray(value)) return value.map((each) => cutTexts(each, most));
  if (typeof value === 'object' && value !== null) return withCutTexts(value, most);
  return typeof value === 'string' ? cutText(value, most) : value;
}

function typesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = WireAttributes.safeParse(value).data;
  return [...(own ? [own.attributes.type] : []), ...Object.values(value).flatMap(typesIn)];
}
