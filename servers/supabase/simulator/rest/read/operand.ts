import type { ColumnType } from '../../schema/column-type.ts';
import { DatabaseError } from '../../schema/database-error.ts';
import { isJsonObject, type JsonValue, jsonText, type Row } from '../../schema/json-value.ts';
import { findColumn, type TableDefinition } from '../../schema/table-definition.ts';
import type { FieldPath, JsonStep } from '../grammar/field-path.ts';

/** A field with its type, ready to be read from rows. */
export interface Operand {
  readonly type: ColumnType;
  readonly read: (row: Row) => JsonValue;
}

/** https://www.postgresql.org/docs/current/functions-json.html: -> and ->> give NULL where there is nothing. */
const follow = (value: JsonValue, { key }: JsonStep): JsonValue | undefined => {
  if (isJsonObject(value)) return Object.hasOwn(value, key) ? value[key] : undefined;
  return Array.isArray(value) && /^-?\d+$/.test(key) ? value.at(Number(key)) : undefined;
};

const asText = (value: JsonValue | undefined): string | null => {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : jsonText(value);
};

const unknownColumn = (table: string, column: string): DatabaseError =>
  new DatabaseError('42703', `column ${table}.${column} does not exist`);

/**
 * Finds a field in a table, which errors call by its name in the query. A path leads into any column: what is not json
 * is made json first.
 */
export const findOperand = (table: TableDefinition, field: FieldPath, name = table.name): Operand => {
  const column = findColumn(table, field.name);
  if (column === undefined) throw unknownColumn(name, field.name);
  const last = field.path.at(-1);
  if (last === undefined) return { type: column.type, read: (row) => row[field.name] ?? null };
  const read = (row: Row): JsonValue => {
    const found = field.path.reduce<JsonValue | undefined>(
      (value, step) => (value === undefined ? undefined : follow(value, step)),
      row[field.name] ?? null,
    );
    return last.arrow === '->>' ? asText(found) : (found ?? null);
  };
  return { type: last.arrow === '->>' ? 'text' : 'jsonb', read };
};

export const operatorMissing = (message: string): DatabaseError =>
  new DatabaseError('42883', message, {
    hint: 'No operator matches the given name and argument types. You might need to add explicit type casts.',
  });
