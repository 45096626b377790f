import { toText } from '../../schema/column-type.ts';
import { DatabaseError } from '../../schema/database-error.ts';
import type { Row } from '../../schema/json-value.ts';
import { projectTables } from '../../schema/project-schema.ts';
import type { Session } from '../../schema/session.ts';
import { type ColumnDefinition, keyOf, type TableDefinition } from '../../schema/table-definition.ts';
import type { Transaction } from '../transaction.ts';

const keyText = (columns: readonly ColumnDefinition[], row: Row): string => {
  const values = columns.map(({ name, type }) => toText(type, row[name] ?? null));
  return `Key (${columns.map(({ name }) => name).join(', ')})=(${values.join(', ')})`;
};

const rowText = (table: TableDefinition, row: Row): string =>
  table.columns
    .map(({ name, type }) => {
      const value = row[name] ?? null;
      if (value === null) return 'null';
      if (type === 'boolean') return value === true ? 't' : 'f';
      return toText(type, value);
    })
    .join(', ');

/** Details quote rows, so PostgreSQL leaves them out for those whom row level security restricts. */
const detailsFor = ({ role }: Session, details: string): { readonly details?: string } =>
  role === 'service_role' ? { details } : {};

const failingRow = (table: TableDefinition, row: Row): string => `Failing row contains (${rowText(table, row)}).`;

/** NOT NULL first, then the checks by their names, as PostgreSQL goes about it. */
export const checkRow = (table: TableDefinition, row: Row, session: Session): void => {
  for (const { isNullable, name } of table.columns) {
    if (isNullable || (row[name] ?? null) !== null) continue;
    const message = `null value in column "${name}" of relation "${table.name}" violates not-null constraint`;
    throw new DatabaseError('23502', message, detailsFor(session, failingRow(table, row)));
  }
  const checked = table.columns.filter(({ allowed }) => allowed !== undefined);
  for (const { allowed, name } of checked.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
    const value = row[name];
    if (typeof value !== 'string' || allowed?.includes(value) === true) continue;
    const message = `new row for relation "${table.name}" violates check constraint "${table.name}_${name}_check"`;
    throw new DatabaseError('23514', message, detailsFor(session, failingRow(table, row)));
  }
};

/** What identifies a row: the primary key, and each column that is declared unique. */
export const uniqueKeys = (table: TableDefinition): ReadonlyArray<readonly ColumnDefinition[]> => [
  table.columns.filter(({ name }) => keyOf(table).includes(name)),
  ...table.columns.filter(({ isUnique }) => isUnique === true).map((column) => [column]),
];

const hasSameKey = (columns: readonly ColumnDefinition[], left: Row, right: Row): boolean =>
  columns.every(({ name }) => left[name] === right[name]);

/** Refuses a row that has the key of another one. */
export const checkUnique = (table: TableDefinition, row: Row, others: readonly Row[], session: Session): void => {
  for (const [index, columns] of uniqueKeys(table).entries()) {
    if (!others.some((other) => hasSameKey(columns, other, row))) continue;
    const constraint = index === 0 ? `${table.name}_pkey` : `${table.name}_${columns[0]?.name}_key`;
    const message = `duplicate key value violates unique constraint "${constraint}"`;
    throw new DatabaseError('23505', message, detailsFor(session, `${keyText(columns, row)} already exists.`));
  }
};

/** Refuses a row that refers to none. Row level security does not hide the rows from this check. */
export const checkReferences = (table: TableDefinition, row: Row, { rows, session }: Transaction): void => {
  for (const column of table.columns) {
    const value = row[column.name] ?? null;
    if (column.references === undefined || value === null) continue;
    if (rows(column.references).some(({ id }) => id === value)) continue;
    const constraint = `${table.name}_${column.name}_fkey`;
    const message = `insert or update on table "${table.name}" violates foreign key constraint "${constraint}"`;
    const key = session.role === 'service_role' ? keyText([column], row) : 'Key';
    const details = `${key} is not present in table "${column.references}".`;
    throw new DatabaseError('23503', message, { details });
  }
};

/** Refuses the end of a row that others refer to. */
export const checkNotReferenced = (table: TableDefinition, row: Row, { rows, session }: Transaction): void => {
  const key = session.role === 'service_role' ? `Key (id)=(${row.id})` : 'Key';
  for (const other of projectTables) {
    for (const column of other.columns) {
      if (column.references !== table.name || !rows(other.name).some((one) => one[column.name] === row.id)) continue;
      const constraint = `${other.name}_${column.name}_fkey`;
      const action = `update or delete on table "${table.name}" violates foreign key constraint "${constraint}"`;
      throw new DatabaseError('23503', `${action} on table "${other.name}"`, {
        details: `${key} is still referenced from table "${other.name}".`,
      });
    }
  }
};
