import { DatabaseError } from '../../schema/database-error.ts';
import type { JsonValue, Row } from '../../schema/json-value.ts';
import type { TableDefinition } from '../../schema/table-definition.ts';
import type { Preferences } from '../preferences.ts';
import { isAllowed, requireGrant, violatesPolicy } from '../read/row-security.ts';
import type { Transaction } from '../transaction.ts';
import { checkReferences, checkRow, checkUnique, uniqueKeys } from './constraints.ts';
import { type Payload, toRow } from './payload.ts';

/** How an insert deals with rows that are there already. */
export interface ConflictRule {
  readonly resolution: Preferences['resolution'];
  /** The columns of `on_conflict`; the primary key without them. */
  readonly columns: readonly string[];
}

const noSuchConstraint = (): DatabaseError =>
  new DatabaseError('42P10', 'there is no unique or exclusion constraint matching the ON CONFLICT specification');

const affectsTwice = (): DatabaseError =>
  new DatabaseError('21000', 'ON CONFLICT DO UPDATE command cannot affect row a second time', {
    hint: 'Ensure that no rows proposed for insertion within the same command have duplicate constrained values.',
  });

/** What an insert is done with. */
interface Insertion {
  readonly table: TableDefinition;
  readonly payload: Payload;
  readonly rule: ConflictRule;
  readonly isReturning: boolean;
  readonly transaction: Transaction;
}

const requireVisible = ({ isReturning, table, transaction: { session } }: Insertion, row: Row): void => {
  const canInsert = isAllowed(table, 'insert', row, session);
  if (canInsert && (!isReturning || isAllowed(table, 'select', row, session))) return;
  throw violatesPolicy(table.name);
};

const insertOne = (insertion: Insertion, row: Row): Row => {
  const { table, transaction } = insertion;
  requireVisible(insertion, row);
  checkRow(table, row, transaction.session);
  checkUnique(table, row, transaction.rows(table.name), transaction.session);
  transaction.insert(table.name, row);
  return row;
};

/** The row that is there gets the payload's columns; it must be the session's to change before and after. */
const mergeOne = (insertion: Insertion, old: Row, proposed: Row): Row => {
  const { payload, table, transaction } = insertion;
  const { session } = transaction;
  const fields = payload.columns.map(({ name }): [string, JsonValue] => [name, proposed[name] ?? null]);
  const merged: Row = { ...old, ...Object.fromEntries(fields) };
  if (!isAllowed(table, 'insert', proposed, session)) throw violatesPolicy(table.name);
  // PostgreSQL holds what would be inserted against the constraints before it looks for what is there.
  checkRow(table, proposed, session);
  if (!isAllowed(table, 'update', old, session) || !isAllowed(table, 'select', old, session)) {
    const message = `new row violates row-level security policy (USING expression) for table "${table.name}"`;
    throw new DatabaseError('42501', message);
  }
  if (!isAllowed(table, 'update', merged, session)) throw violatesPolicy(table.name);
  checkRow(table, merged, session);
  checkUnique(
    table,
    merged,
    transaction.rows(table.name).filter((row) => row !== old),
    session,
  );
  transaction.replace(table.name, old, merged);
  return merged;
};

const writeOne = (insertion: Insertion, proposed: Row, written: readonly Row[]): Row | undefined => {
  const { rule, table, transaction } = insertion;
  if (rule.resolution === undefined) return insertOne(insertion, proposed);
  const isSame = (row: Row) => rule.columns.every((name) => row[name] === proposed[name]);
  const old = transaction.rows(table.name).find(isSame);
  if (old === undefined) return insertOne(insertion, proposed);
  if (rule.resolution === 'ignore-duplicates') {
    requireVisible(insertion, proposed);
    checkRow(table, proposed, transaction.session);
    return undefined;
  }
  if (written.includes(old)) throw affectsTwice();
  return mergeOne(insertion, old, proposed);
};

/** Inserts all rows or none, and gives those that were written. */
export const insertRows = (
  table: TableDefinition,
  payload: Payload,
  options: { readonly rule: ConflictRule; readonly missingIsDefault: boolean; readonly isReturning: boolean },
  transaction: Transaction,
): readonly Row[] => {
  const { isReturning, missingIsDefault, rule } = options;
  requireGrant(table, 'insert', transaction.session);
  if (rule.resolution === 'merge-duplicates') requireGrant(table, 'update', transaction.session);
  if (isReturning) requireGrant(table, 'select', transaction.session);
  const asked = rule.columns.toSorted().join();
  const isKey = uniqueKeys(table).some(
    (columns) =>
      columns
        .map(({ name }) => name)
        .toSorted()
        .join() === asked,
  );
  if (rule.resolution !== undefined && !isKey) throw noSuchConstraint();
  const insertion: Insertion = { table, payload, rule, isReturning, transaction };
  const written: Row[] = [];
  for (const object of payload.objects) {
    const row = writeOne(insertion, toRow(table, payload, object, missingIsDefault, transaction), written);
    if (row !== undefined) written.push(row);
  }
  for (const row of written) checkReferences(table, row, transaction);
  return written;
};
