import { fromJson } from '../../schema/column-type.ts';
import type { JsonValue, Row } from '../../schema/json-value.ts';
import type { TableDefinition } from '../../schema/table-definition.ts';
import { isAllowed, requireGrant, violatesPolicy } from '../read/row-security.ts';
import type { Transaction } from '../transaction.ts';
import { checkNotReferenced, checkReferences, checkRow, checkUnique } from './constraints.ts';
import type { Payload } from './payload.ts';

/** The rows that the session may see and do this to. */
export const reachableRows = (
  table: TableDefinition,
  command: 'delete' | 'update',
  { rows, session }: Transaction,
): readonly Row[] => {
  requireGrant(table, command, session);
  requireGrant(table, 'select', session);
  return rows(table.name).filter(
    (row) => isAllowed(table, command, row, session) && isAllowed(table, 'select', row, session),
  );
};

/** Gives the rows new values; they must still be the session's to see and change afterwards. */
export const updateRows = (
  table: TableDefinition,
  targets: readonly Row[],
  { columns, objects }: Payload,
  transaction: Transaction,
): readonly Row[] => {
  const object = objects[0] ?? {};
  if (columns.length === 0) return [];
  const fields = columns.map(({ name, type }): [string, JsonValue] => [name, fromJson(type, object[name], name)]);
  const { session } = transaction;
  return targets.map((old) => {
    const row: Row = { ...old, ...Object.fromEntries(fields) };
    if (!isAllowed(table, 'update', row, session) || !isAllowed(table, 'select', row, session)) {
      throw violatesPolicy(table.name);
    }
    checkRow(table, row, transaction.session);
    checkUnique(
      table,
      row,
      transaction.rows(table.name).filter((other) => other !== old),
      session,
    );
    transaction.replace(table.name, old, row);
    checkReferences(table, row, transaction);
    if (row.id !== old.id) checkNotReferenced(table, old, transaction);
    return row;
  });
};

export const deleteRows = (table: TableDefinition, targets: readonly Row[], transaction: Transaction): void => {
  for (const row of targets) transaction.remove(table.name, row);
  for (const row of targets) checkNotReferenced(table, row, transaction);
};
