import { DatabaseError } from '../../schema/database-error.ts';
import type { JsonObject, Row } from '../../schema/json-value.ts';
import { findColumn, type TableDefinition } from '../../schema/table-definition.ts';
import type { SelectItem } from '../grammar/select-parameter.ts';
import type { QueryNode } from './query-node.ts';

/**
 * Whether an item counts rows: PostgreSQL takes `table.count` for `count(table)` where there is no such column, also where PostgREST
 * has its aggregates switched off. https://www.postgresql.org/docs/current/sql-expressions.html#SQL-EXPRESSIONS-FUNCTION-CALLS
 */
export const isCount = (table: TableDefinition, item: SelectItem): boolean =>
  item.kind === 'field' &&
  item.field.name === 'count' &&
  item.field.path.length === 0 &&
  findColumn(table, 'count') === undefined;

const firstColumn = ({ items, table }: QueryNode): string | undefined => {
  for (const item of items) {
    if (item.kind === 'all') return table.columns[0]?.name;
    if (item.kind === 'field' && !isCount(table, item)) return item.field.name;
  }
  return undefined;
};

/** Makes the row of numbers that a counting query gives; nothing for any other query. */
export const compileCount = (node: QueryNode): ((rows: readonly Row[]) => JsonObject) | undefined => {
  const names = node.items.flatMap((item) =>
    item.kind === 'field' && isCount(node.table, item) ? [item.alias ?? 'count'] : [],
  );
  if (names.length === 0) return undefined;
  const column = firstColumn(node);
  if (column !== undefined) {
    const message = `column "${node.alias}.${column}" must appear in the GROUP BY clause or be used in an aggregate function`;
    throw new DatabaseError('42803', message);
  }
  return (rows) => Object.fromEntries(names.map((name) => [name, rows.length]));
};
