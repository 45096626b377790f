import type { Query, Value } from '@bizmcp/soql';
import { boundsOf, type Leaf, leavesOf } from './check-query.ts';

/**
 * What lies behind a range that ends today is to come, and before one that begins tomorrow is all else: who compares so may have meant
 * the range.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-dateformats.html
 */
export function relativeDateHint(leaf: Leaf): string | undefined {
  if (leaf.kind !== 'comparison') return undefined;
  const range = [leaf.operator, ...relativeDates(leaf.value)].join(' ');
  if (/^> LAST_(?:N|90)_/.test(range)) return `${range} is after those days: in them is =, from the first on >=.`;
  if (/^< NEXT_(?:N|90)_/.test(range)) return `${range} is before those days: in them is =, up to the last <=.`;
  return undefined;
}

/** Why what was shown last may be gone from a list; undefined where its query counts no day from today. */
export function passedDaysNote(query: Query): string | undefined {
  const [date] = datesIn(query);
  if (date === undefined) return undefined;
  return `What was shown last is not found any more: ${date} may mean other days by now. Begin again without cursor, with fixed dates.`;
}

function datesIn({ where }: Query): string[] {
  return leavesOf(where).flatMap((leaf) =>
    leaf.kind === 'semi-join' ? datesIn(leaf.query) : boundsOf(leaf).flatMap(relativeDates),
  );
}

function relativeDates(value: Value): string[] {
  if (value.kind !== 'relative-date') return [];
  return [value.count === undefined ? value.name : `${value.name}:${value.count}`];
}
