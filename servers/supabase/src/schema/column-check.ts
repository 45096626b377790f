import { nearestNames, ToolError, wrongFields } from '@bizmcp/core';
import type { WireRow } from '../row/row.ts';
import { rootOf } from './column-name.ts';
import type { ProjectSchema, Table } from './project-schema.ts';

/** The table by its name. Throws for one that the project does not have; undefined where the project tells nothing of itself. */
export function tableOf(schema: ProjectSchema | undefined, name: string): Table | undefined {
  if (!schema) return undefined;
  const table = schema.tables.get(name);
  if (table) return table;
  // https://github.com/PostgREST/postgrest/pull/2022: partitions are not described.
  const otherwise = 'see describe_tables; a partition is read through its table';
  const isFunction = schema.functions.has(name);
  const help = isFunction ? 'it is a function, for call_rpc' : namesHelp(name, schema.tables.keys(), otherwise);
  throw new ToolError('not_found', `No table ${name} that these credentials can see; ${help}.`);
}

/** The table as {@link tableOf} has it, if rows of it can be written. */
export function writableTable(schema: ProjectSchema | undefined, name: string, method: 'post' | 'patch' | 'delete') {
  const table = tableOf(schema, name);
  if (!table?.methods || table.methods.includes(method)) return table;
  throw new ToolError(
    'invalid_input',
    `${name} is a view through which rows cannot be written; nothing was sent. Write to the table that it reads, see describe_tables.`,
  );
}

/** Whether a description is enough for a request: it has the table with these columns. */
export function hasColumns(name: string, columns: readonly string[] = []): (schema: ProjectSchema) => boolean {
  return ({ tables }) => {
    const names = tables.get(name)?.columns.map((column) => column.name);
    return names !== undefined && columns.every((column) => isKnown(rootOf(column), names));
  };
}

/** As much of a table as its columns are by name. */
interface NamedColumns {
  name: string;
  columns: readonly { name: string }[];
}

/** A table by rows of it that were read whole. */
export function tableAsRead(name: string, rows: readonly WireRow[]): NamedColumns | undefined {
  return rows[0] && { name, columns: Object.keys(rows[0]).map((column) => ({ name: column })) };
}

/** Refuses columns that a table does not have before anything is sent, and names those that come nearest. Without any it is not described. */
export function checkColumns(table: NamedColumns | undefined, columns: readonly string[], field: string): void {
  if (!table || table.columns.length === 0) return;
  const names = table.columns.map((column) => column.name);
  const unknown = [...new Set(columns)].filter((column) => !names.includes(column));
  if (unknown.length === 0) return;
  const fields = unknown.slice(0, 10).map((column) => {
    const help = namesHelp(column, names, `it has ${names.slice(0, 20).join(', ')}`);
    return { path: `${field}.${column}`, problem: `${table.name} has no such column; ${help}` };
  });
  throw wrongFields(fields, 'describe_tables has the columns.');
}

/** As {@link checkColumns}, of paths into JSON too. */
export function checkPaths(table: NamedColumns | undefined, paths: readonly string[], field: string): void {
  const names = table?.columns.map((column) => column.name) ?? [];
  const unknown = paths.map(rootOf).filter((column) => !isKnown(column, names));
  checkColumns(table, unknown, field);
}

/** What to take in the place of a name that there is not: those that come nearest, or where to look. */
export function namesHelp(name: string, known: Iterable<string>, otherwise = 'see describe_tables'): string {
  const near = nearestNames(name, known);
  return near.length > 0 ? `there is ${near.join(', ')}` : otherwise;
}

/** Embedded tables and computed columns are not in the list; the project checks the first, and a dot shows them. */
function isKnown(column: string, names: readonly string[]): boolean {
  return names.includes(column) || column.includes('.') || column.includes('(');
}
