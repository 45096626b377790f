import { randomUUID } from 'node:crypto';
import { fromJson } from '../../schema/column-type.ts';
import { DatabaseError } from '../../schema/database-error.ts';
import { isJsonObject, type JsonValue, type Row, toJsonValue } from '../../schema/json-value.ts';
import { organizationOf } from '../../schema/session.ts';
import { type ColumnDefinition, findColumn, type TableDefinition } from '../../schema/table-definition.ts';
import { timestampText } from '../../schema/timestamp.ts';
import type { Transaction } from '../transaction.ts';

/** The objects of a request's body and the columns that they are to fill. */
export interface Payload {
  readonly objects: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly columns: readonly ColumnDefinition[];
}

const invalid = (message: string): DatabaseError => new DatabaseError('PGRST102', message, { status: 400 });

const toObjects = (body: unknown): Array<Readonly<Record<string, unknown>>> => {
  const list: readonly unknown[] = Array.isArray(body) ? body : [body];
  return list.map((value) => {
    const object = toJsonValue(value);
    if (!isJsonObject(object)) throw invalid('All object keys must match');
    return object;
  });
};

const sameKeys = (left: object, right: object): boolean => {
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => Object.hasOwn(right, name));
};

const requireColumn = (table: TableDefinition, name: string): ColumnDefinition => {
  const column = findColumn(table, name);
  if (column !== undefined) return column;
  throw new DatabaseError('PGRST204', `Column '${name}' of relation '${table.name}' does not exist`, {
    status: 400,
  });
};

/** Reads a body: one object or several with the same keys, unless `columns` says which count. */
export const readPayload = (table: TableDefinition, body: unknown, columns: string | null): Payload => {
  const objects = toObjects(body);
  const first = objects[0] ?? {};
  if (columns === null && objects.some((object) => !sameKeys(object, first))) {
    throw invalid('All object keys must match');
  }
  const names =
    columns === null ? Object.keys(first) : columns.split(',').map((name) => name.replace(/^"(.*)"$/, '$1'));
  return { objects, columns: names.map((name) => requireColumn(table, name)) };
};

const nextNumber = (table: string, { state }: Transaction): number => {
  const next = state.sequences.get(table) ?? 1;
  state.sequences.set(table, next + 1);
  return next;
};

const defaultOf = (table: TableDefinition, column: ColumnDefinition, transaction: Transaction): JsonValue => {
  switch (column.default?.kind) {
    case 'identity':
      return nextNumber(table.name, transaction);
    case 'literal':
      return column.default.value;
    case 'now':
      return timestampText(transaction.now);
    case 'organization':
      return organizationOf(transaction.session);
    case 'uuid':
      return randomUUID();
    default:
      return null;
  }
};

/** Makes the row that an object asks for; what it does not mention gets its default, once all of it was read. */
export const toRow = (
  table: TableDefinition,
  { columns }: Payload,
  object: Readonly<Record<string, unknown>>,
  missingIsDefault: boolean,
  transaction: Transaction,
): Row => {
  const isGiven = ({ name }: ColumnDefinition): boolean => Object.hasOwn(object, name) || !missingIsDefault;
  const given = new Map(
    columns.filter(isGiven).map(({ name, type }): [string, JsonValue] => [name, fromJson(type, object[name], name)]),
  );
  const fields = table.columns.map((column): [string, JsonValue] => {
    const value = given.get(column.name);
    return [column.name, value === undefined ? defaultOf(table, column, transaction) : value];
  });
  return Object.fromEntries(fields);
};
