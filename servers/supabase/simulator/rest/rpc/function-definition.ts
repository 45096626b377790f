import type { ColumnType } from '../../schema/column-type.ts';
import type { JsonValue, Row } from '../../schema/json-value.ts';
import type { ColumnDefinition, TableDefinition } from '../../schema/table-definition.ts';
import type { Transaction } from '../transaction.ts';

export interface FunctionParameter {
  readonly name: string;
  readonly type: ColumnType;
  readonly default?: JsonValue;
}

/** What a function gives: one value, or rows of a shape. */
export type FunctionResult =
  | { readonly kind: 'scalar'; readonly value: JsonValue }
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | { readonly kind: 'void' };

/** A function of the schema `public`, once as SQL and once as the simulator runs it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly comment: string;
  readonly parameters: readonly FunctionParameter[];
  /** The shape of its rows, for select, filters and order. */
  readonly shape: TableDefinition | undefined;
  /** A function that changes nothing may be called with GET. */
  readonly isStable: boolean;
  readonly sql: string;
  readonly run: (values: Readonly<Record<string, JsonValue>>, transaction: Transaction) => FunctionResult;
}

/** The shape of `returns table (...)`. */
export const tableShape = (name: string, columns: Readonly<Record<string, ColumnType>>): TableDefinition => ({
  name,
  comment: '',
  columns: Object.entries(columns).map(
    ([column, type]): ColumnDefinition => ({ name: column, type, isNullable: true }),
  ),
  grants: {},
  policies: [],
});
