import type { ProjectTables, Properties } from './project-tables.ts';
import type { Row } from './row.ts';

/** What of a table tells one row from another, and when a row was written. */
export interface TableShape {
  /** Columns of the primary key; empty where there is none or nothing tells. */
  key: string[];
  createdAt?: string;
  updatedAt?: string;
  /** Whether the key is one column of whole numbers, which grow. */
  isKeyNumber: boolean;
  columns: readonly string[];
}

/** Reads a table's shape from PostgREST's description; where that is closed to the caller, from one of its rows. */
export async function readTableShape(tables: ProjectTables, table: string): Promise<TableShape> {
  const properties = (await tables.describe(table)) ?? (await sampledProperties(tables, table));
  const columns = Object.keys(properties);
  const marked = columns.filter((name) => properties[name]?.description?.includes('<pk/>'));
  const key = marked.length > 0 ? marked : columns.filter((name) => name === 'id');
  const numbers = ['bigint', 'integer', 'smallint'];
  const isTime = (name: string) => columns.includes(name) && !/^(?:date|text)$/.test(properties[name]?.format ?? '');
  return {
    key,
    ...(isTime('created_at') && { createdAt: 'created_at' }),
    ...(isTime('updated_at') && { updatedAt: 'updated_at' }),
    isKeyNumber: key.length === 1 && numbers.includes(properties[key[0] ?? '']?.format ?? ''),
    columns,
  };
}

/** The row's key as text. A row without a key is its own. */
export function rowKeyOf(shape: TableShape, row: Row): string {
  return JSON.stringify(shape.key.length > 0 ? shape.key.map((name) => row[name] ?? null) : row);
}

async function sampledProperties(tables: ProjectTables, table: string): Promise<Properties> {
  const [row] = await tables.read(table, { select: '*', limit: 1 });
  return Object.fromEntries(
    Object.entries(row ?? {}).map(([name, value]) => [name, Number.isInteger(value) ? { format: 'bigint' } : {}]),
  );
}
