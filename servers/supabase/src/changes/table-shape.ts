import type { WireRow } from '../row/row.ts';
import type { Column } from '../schema/project-schema.ts';
import type { ProjectTables } from './project-tables.ts';

type Known = Pick<Column, 'name' | 'type' | 'isPrimaryKey'>;

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
  const known: readonly Known[] = (await tables.columns(table)) ?? (await sampledColumns(tables, table));
  const columns = known.map(({ name }) => name);
  const marked = known.filter(({ isPrimaryKey }) => isPrimaryKey);
  const key = marked.length > 0 ? marked : known.filter(({ name }) => name === 'id');
  const isTime = (name: string) => known.some((column) => column.name === name && !/^(?:date|text)$/.test(column.type));
  return {
    key: key.map(({ name }) => name),
    ...(isTime('created_at') && { createdAt: 'created_at' }),
    ...(isTime('updated_at') && { updatedAt: 'updated_at' }),
    isKeyNumber: key.length === 1 && key.every(({ type }) => ['bigint', 'integer', 'smallint'].includes(type)),
    columns,
  };
}

/** The row's key as text. A row without a key is its own. */
export function rowKeyOf(shape: TableShape, row: WireRow): string {
  return JSON.stringify(shape.key.length > 0 ? shape.key.map((name) => row[name] ?? null) : row);
}

async function sampledColumns(tables: ProjectTables, table: string): Promise<Known[]> {
  const [row] = await tables.read(table, { select: '*', limit: 1 });
  return Object.entries(row ?? {}).map(([name, value]) => ({
    name,
    type: Number.isInteger(value) ? 'bigint' : '',
    isPrimaryKey: false,
  }));
}
