import { compareValues } from '../../schema/compare-values.ts';
import { DatabaseError } from '../../schema/database-error.ts';
import type { JsonObject, JsonValue, Row } from '../../schema/json-value.ts';
import type { Session } from '../../schema/session.ts';
import type { TableDefinition } from '../../schema/table-definition.ts';
import type { OrderTerm } from '../grammar/order-parameter.ts';
import { type Condition, compileFilter, type FindCondition } from './compile-filter.ts';
import { compileCount } from './count-item.ts';
import { findOperand } from './operand.ts';
import { compileProjection } from './projection.ts';
import type { Embed, QueryNode } from './query-node.ts';
import { isAllowed, requireGrant } from './row-security.ts';

/** Where rows are read: the tables as they are now, for this session. */
export interface ReadContext {
  readonly session: Session;
  readonly rows: (table: string) => readonly Row[];
}

/** A table's part of a query, ready to run on rows. */
export interface CompiledNode {
  readonly matches: (row: Row) => boolean;
  readonly sort: (rows: readonly Row[]) => readonly Row[];
  readonly project: (row: Row) => JsonObject;
  /** Of a query that counts its rows instead of showing them. */
  readonly summarize: ((rows: readonly Row[]) => JsonObject) | undefined;
}

/** The rows that belong to a row, before limits; for a parent one at most. */
export interface CompiledEmbed {
  readonly embed: Embed;
  readonly inner: CompiledNode;
  readonly related: (row: Row) => readonly Row[];
}

const groupBy = (rows: readonly Row[], column: string): ReadonlyMap<JsonValue, readonly Row[]> => {
  const groups = new Map<JsonValue, Row[]>();
  for (const row of rows) {
    const key = row[column] ?? null;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
};

/** The rows of a table that the session may see. */
const readable = (table: TableDefinition, { rows, session }: ReadContext): readonly Row[] => {
  requireGrant(table, 'select', session);
  return rows(table.name).filter((row) => isAllowed(table, 'select', row, session));
};

const compileEmbed = (embed: Embed, context: ReadContext): CompiledEmbed => {
  const { node, relationship } = embed;
  const inner = compileNode(node, context);
  const visible = readable(relationship.target, context).filter(inner.matches);
  const { junction, localColumn, targetColumn } = relationship;
  const groups = groupBy(visible, targetColumn);
  const find = (key: JsonValue): readonly Row[] => (key === null ? [] : (groups.get(key) ?? []));
  if (junction === undefined) return { embed, inner, related: (row) => find(row[localColumn] ?? null) };
  const links = groupBy(readable(junction.table, context), junction.localColumn);
  const related = (row: Row): readonly Row[] =>
    (links.get(row[localColumn] ?? null) ?? []).flatMap((link) => find(link[junction.targetColumn] ?? null));
  return { embed, inner, related };
};

/** Filters on an embedded relation itself ask whether there is anything in it. */
const findEmbedCondition =
  (embeds: readonly CompiledEmbed[]): FindCondition =>
  ({ field, test }) => {
    const found = embeds.find(({ embed }) => embed.name === field.name);
    if (found === undefined || field.path.length > 0 || test.operator !== 'is' || test.value !== 'null') {
      return undefined;
    }
    return (row) => found.related(row).length === 0;
  };

type ReadKey = (row: Row) => JsonValue;

const readOrderKey = (node: QueryNode, term: OrderTerm, embeds: readonly CompiledEmbed[]): ReadKey => {
  if (term.relation === undefined) return findOperand(node.table, term.field, node.alias).read;
  const found = embeds.find(({ embed }) => embed.name === term.relation);
  if (found === undefined) {
    throw new DatabaseError('PGRST108', `'${term.relation}' is not an embedded resource in this request`, {
      hint: `Verify that '${term.relation}' is included in the 'select' query parameter.`,
      status: 400,
    });
  }
  if (found.embed.relationship.kind !== 'parent') {
    throw new DatabaseError('PGRST118', `A related order on '${term.relation}' is not possible`, {
      details: `'${node.table.name}' and '${term.relation}' do not form a many-to-one or one-to-one relationship`,
      status: 400,
    });
  }
  const { read } = findOperand(found.embed.relationship.target, term.field);
  return (row) => {
    const parent = found.related(row)[0];
    return parent === undefined ? null : read(parent);
  };
};

const compareKeys = (left: JsonValue, right: JsonValue, { isDescending, nullsFirst }: OrderTerm): number => {
  if (left === null || right === null) {
    const order = Number(left === null) - Number(right === null);
    return nullsFirst ? -order : order;
  }
  return isDescending ? compareValues(right, left) : compareValues(left, right);
};

const compileSort = (node: QueryNode, embeds: readonly CompiledEmbed[]): CompiledNode['sort'] => {
  const terms = node.order.map((term) => ({ term, read: readOrderKey(node, term, embeds) }));
  if (terms.length === 0) return (rows) => rows;
  return (rows) =>
    rows.toSorted((left, right) => {
      for (const { read, term } of terms) {
        const order = compareKeys(read(left), read(right), term);
        if (order !== 0) return order;
      }
      return 0;
    });
};

/** Makes what a query does with the rows of its table; unknown columns are refused here. */
export const compileNode = (node: QueryNode, context: ReadContext): CompiledNode => {
  const embeds = node.embeds.map((embed) => compileEmbed(embed, context));
  const find = findEmbedCondition(embeds);
  const conditions: Condition[] = node.filters.map((filter) => compileFilter(node, filter, find));
  const required = embeds.filter(({ embed }) => embed.item.isInner);
  return {
    matches: (row) =>
      conditions.every((condition) => condition(row) === true) &&
      required.every(({ related }) => related(row).length > 0),
    sort: compileSort(node, embeds),
    project: compileProjection(node, embeds),
    summarize: compileCount(node),
  };
};
