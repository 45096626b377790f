import type { ColumnType } from './column-type.ts';
import type { JsonValue, Row } from './json-value.ts';
import type { Role, Session } from './session.ts';

export type Command = 'select' | 'insert' | 'update' | 'delete';

/** What a column is filled with when a row comes without it. */
export type ColumnDefault =
  | { readonly kind: 'identity' | 'now' | 'organization' | 'uuid' }
  | { readonly kind: 'literal'; readonly value: JsonValue };

export interface ColumnDefinition {
  readonly name: string;
  readonly type: ColumnType;
  readonly isNullable: boolean;
  readonly default?: ColumnDefault;
  readonly references?: string;
  readonly isUnique?: boolean;
  readonly allowed?: readonly string[];
  readonly comment?: string;
}

/** A row level security policy, once as SQL and once as the simulator decides it; the tests against PostgreSQL hold them equal. */
export interface Policy {
  readonly name: string;
  readonly commands: readonly Command[];
  readonly roles: readonly Role[];
  readonly sql: string;
  readonly allows: (row: Row, session: Session) => boolean;
}

/** A table of the schema `public`. */
export interface TableDefinition {
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly ColumnDefinition[];
  /** The primary key; `id` unless given. */
  readonly key?: readonly string[];
  readonly grants: Readonly<Partial<Record<Role, readonly Command[]>>>;
  readonly policies: readonly Policy[];
}

export const findColumn = (table: TableDefinition, name: string): ColumnDefinition | undefined =>
  table.columns.find((column) => column.name === name);

export const keyOf = ({ key = ['id'] }: TableDefinition): readonly string[] => key;
