import type { Table } from '../schema/project-schema.ts';
import { isRestricted, type WireRow } from './row.ts';

/** The columns of a table's primary key; none where the project does not tell. */
export function keysOf(table: Table | undefined): string[] {
  return (table?.columns ?? []).filter((column) => column.isPrimaryKey).map((column) => column.name);
}

/** What a person knows a row by: `id=7`. */
export function rowName(row: WireRow, keys: readonly string[]): string {
  return keys.map((key) => `${key}=${String(row[key])}`).join(' ');
}

/** A number with more digits than a number holds comes as a text. */
const isIdText = /^(?:\d{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** A column of numbers or uuids by which these rows can be told apart, for a table whose key is not known; no words, which may be personal. */
export function tellingColumn(rows: readonly WireRow[]): string[] {
  const isTelling = (column: string) => {
    const values = rows.map((row) => row[column]);
    const isId = values.every((value) => typeof value === 'number' || isIdText.test(String(value)));
    return isId && !isRestricted(column) && new Set(values).size === rows.length;
  };
  return Object.keys(rows[0] ?? {})
    .filter(isTelling)
    .slice(0, 1);
}

/**
 * The values that are asked for and not found. None where others are found, for the database compares by type: the `1.50` that is asked
 * for is its 1.5.
 */
export function valuesNotFound<Value>(asked: readonly Value[], found: readonly unknown[]): Value[] {
  const texts = new Set(asked.map(keyText));
  const present = new Set(found.map(keyText));
  return [...present].every((text) => texts.has(text)) ? asked.filter((each) => !present.has(keyText(each))) : [];
}

/** uuids are the same in both cases. */
function keyText(value: unknown): string {
  return String(value).toLowerCase();
}
