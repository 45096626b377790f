import { isHeld } from '../access.ts';
import type { Condition } from '../filter/filter.ts';
import { holdsMasked, type IsShown } from '../filter/masked-columns.ts';
import type { WireRow } from '../row/row.ts';
import { valuesNotFound } from '../row/row-key.ts';

/** Rows that match by the names that people know them by, and what they are looked for by. */
interface Matching {
  rows: readonly (readonly [string, WireRow])[];
  conditions: readonly Condition[];
  /** What is to be written; undefined for a deletion. */
  data: WireRow | undefined;
  isShown: IsShown;
  /** The role of the credentials in the database. */
  role: string;
}

const mostNamed = 10;

/** How many rows a write is for, which of them have its values already, and which values that were asked for are of none. */
export function matchingText({ rows, conditions, data, isShown, role }: Matching): string {
  // Which rows have a masked value already is not told to who guesses at it.
  const isTold = data !== undefined && !holdsMasked(data, isShown);
  const same = isTold ? rows.filter(([, row]) => isThere(row, data)).map(([name]) => name) : [];
  return [
    String(rows.length),
    // Of the role anon the doubts tell more.
    ...(isHeld(role) && role !== 'anon' ? ['row level security may hold back some or all'] : []),
    ...(same.length > 0 ? [`of which these have the values already: ${listOf(same)}`] : []),
    ...conditions.flatMap((condition) => missingOf(condition, rows)),
  ].join('; ');
}

/** Whether a row has all the values. */
export function isThere(row: WireRow, data: WireRow): boolean {
  return Object.entries(data).every(([name, value]) => JSON.stringify(row[name]) === JSON.stringify(value));
}

/** Values of a list that no row has. */
function missingOf(condition: Condition, rows: Matching['rows']): string[] {
  if (condition.kind === 'group' || condition.operator !== 'in' || condition.isNegated) return [];
  const { column, value } = condition;
  if (!rows.every(([, row]) => column in row)) return [];
  const present = rows.map(([, row]) => row[column]);
  const missing = valuesNotFound([value].flat(), present);
  return missing.length > 0 ? [`none of them has ${column} ${listOf(missing.map(String))}`] : [];
}

/** Names, the first of many. */
export function listOf(names: readonly string[]): string {
  return `${names.slice(0, mostNamed).join(', ')}${names.length > mostNamed ? ' and more' : ''}`;
}
