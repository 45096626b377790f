import { cutText, isCutText, longestText } from '@bizmcp/core';
import type { SelectItem } from '@bizmcp/soql';
import type { SalesforceRecord } from './record.ts';

/** How long a text of a record may be: one field of one record, its id aside, has the answer for itself. */
export function longestIn({ length }: readonly unknown[], select: readonly SelectItem[]): number {
  const [only, ...others] = select.filter((item) => !isId(item));
  return length === 1 && only?.kind === 'operand' && others.length === 0 ? longestText.alone : longestText.amongOthers;
}

function isId(item: SelectItem): boolean {
  return item.kind === 'operand' && item.operand.kind === 'field' && item.operand.path.join('.').toLowerCase() === 'id';
}

/** A record whose texts are as long as an answer can show them. */
export function withCutTexts(record: object, most: number): SalesforceRecord {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, cutTexts(value, most)]));
}

function cutTexts(value: unknown, most: number): unknown {
  if (Array.isArray(value)) return value.map((each) => cutTexts(each, most));
  if (typeof value === 'object' && value !== null) return withCutTexts(value, most);
  return typeof value === 'string' ? cutText(value, most) : value;
}

/** Which texts of records are not whole, and how to see more of them; undefined where all are. */
export function cutTextsNote(
  records: readonly SalesforceRecord[],
  select: readonly SelectItem[] = [],
): string | undefined {
  const names = [...new Set(records.flatMap(cutNames))];
  if (names.length === 0) return undefined;
  const part = `Of ${names.join(', ')} the beginning alone is shown`;
  return longestIn(records, select) < longestText.alone
    ? `${part}: get_record with this one field shows ${longestText.alone.toLocaleString('en')} characters.`
    : `${part}, as no answer holds more; Salesforce itself has the rest.`;
}

function cutNames(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'string' ? (isCutText(inner) ? [name] : []) : cutNames(inner),
  );
}
