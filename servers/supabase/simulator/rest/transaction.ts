import type { Row } from '../schema/json-value.ts';
import type { ProjectState, RowChange } from '../schema/project-state.ts';
import type { Session } from '../schema/session.ts';
import type { ReadContext } from './read/compile-node.ts';

/** What a request does to the tables, kept aside until all of it succeeded. */
export interface Transaction extends ReadContext {
  readonly state: ProjectState;
  readonly session: Session;
  /** The transaction's `now()`, in milliseconds since 1970. */
  readonly now: number;
  readonly changes: readonly RowChange[];
  insert(table: string, row: Row): void;
  replace(table: string, old: Row, row: Row): void;
  remove(table: string, old: Row): void;
  /** Makes the changes the project's and gives them in their order. */
  commit(): readonly RowChange[];
}

export const beginTransaction = (state: ProjectState, session: Session, now: number): Transaction => {
  const tables = new Map(state.tables);
  const changes: RowChange[] = [];
  const rows = (table: string): readonly Row[] => tables.get(table) ?? [];
  const record = (table: string, type: RowChange['type'], record: Row | null, oldRecord: Row | null): void => {
    changes.push({ table, type, record, oldRecord, committedAt: now });
  };
  return {
    state,
    session,
    now,
    changes,
    rows,
    insert: (table, row) => {
      tables.set(table, [...rows(table), row]);
      record(table, 'INSERT', row, null);
    },
    replace: (table, old, row) => {
      tables.set(
        table,
        rows(table).map((candidate) => (candidate === old ? row : candidate)),
      );
      record(table, 'UPDATE', row, old);
    },
    remove: (table, old) => {
      tables.set(
        table,
        rows(table).filter((candidate) => candidate !== old),
      );
      record(table, 'DELETE', null, old);
    },
    commit: () => {
      state.tables = tables;
      return changes;
    },
  };
};
