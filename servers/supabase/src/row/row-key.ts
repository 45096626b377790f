import type { Table } from '../schema/project-schema.ts';
import type { WireRow } from './row.ts';

/** The columns of a table's primary key; none where the project does not tell. */
export function keysOf(table: Table | undefined): string[] {
  return (table?.columns ?? []).filter((column) => column.isPrimaryKey).map((column) => column.name);
}

/** What a person knows a row by: `id=7`. */
export function rowName(row: WireRow, keys: readonly string[]): string {
  return keys.map((key) => `${key}=${String(row[key])}`).join(' ');
}

/** A key to compare with another: uuids are the same in both cases. */
export function keyText(value: unknown): string {
  return String(value).toLowerCase();
}
