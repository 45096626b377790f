import { DatabaseError } from '../../schema/database-error.ts';
import type { TableDefinition } from '../../schema/table-definition.ts';
import { type Filter, parseFilter, parseLogic } from '../grammar/filter-parameter.ts';
import { type OrderTerm, parseOrder } from '../grammar/order-parameter.ts';
import { type EmbedItem, parseSelect, type SelectItem } from '../grammar/select-parameter.ts';
import { findRelationship, type Relationship } from './relationship.ts';

/** What is read of one table: at the top, or embedded in the rows of another. */
export interface QueryNode {
  /** The table's name in the query: embedded tables are numbered by their depth. */
  readonly alias: string;
  readonly table: TableDefinition;
  readonly items: readonly SelectItem[];
  readonly embeds: readonly Embed[];
  readonly filters: Filter[];
  order: readonly OrderTerm[];
  limit: number | undefined;
  offset: number;
}

export interface Embed {
  /** How the other parameters name it. */
  readonly name: string;
  readonly item: EmbedItem;
  readonly relationship: Relationship;
  readonly node: QueryNode;
}

const everything: readonly SelectItem[] = [{ kind: 'all' }];

/** Aggregates are switched off in PostgREST unless a project switches them on. */
const refuseAggregates = (items: readonly SelectItem[]): void => {
  const isAggregate = (item: SelectItem): boolean =>
    item.kind === 'count' || (item.kind === 'field' && item.aggregate !== undefined);
  if (!items.some(isAggregate)) return;
  throw new DatabaseError('PGRST123', 'Use of aggregate functions is not allowed', { status: 400 });
};

const toNode = (table: TableDefinition, items: readonly SelectItem[], depth = 0): QueryNode => {
  refuseAggregates(items);
  const embeds = items
    .filter((item) => item.kind === 'embed')
    .map((item) => {
      const relationship = findRelationship(table, item);
      if (item.isSpread && relationship.kind !== 'parent') throw spreadRefused(table.name, item.target);
      return {
        name: item.alias ?? item.target,
        item,
        relationship,
        node: toNode(relationship.target, item.items, depth + 1),
      };
    });
  const alias = depth === 0 ? table.name : `${table.name}_${depth}`;
  return { alias, table, items, embeds, filters: [], order: [], limit: undefined, offset: 0 };
};

const spreadRefused = (table: string, target: string): DatabaseError =>
  new DatabaseError('PGRST119', `A spread operation on '${target}' is not possible`, {
    details: `'${table}' and '${target}' do not form a many-to-one or one-to-one relationship`,
    status: 400,
  });

/** Splits `a.b.column` at its dots, but for those in quotes and after an arrow. */
const splitKey = (key: string): string[] => {
  const arrow = key.indexOf('->');
  const head = arrow < 0 ? key : key.slice(0, arrow);
  const parts = head.match(/(?:"(?:[^"\\]|\\.)*"|[^."])+/g) ?? [key];
  const last = parts.pop() ?? '';
  return [...parts, arrow < 0 ? last : last + key.slice(arrow)];
};

const notEmbedded = (name: string): DatabaseError =>
  new DatabaseError('PGRST108', `'${name}' is not an embedded resource in this request`, {
    hint: `Verify that '${name}' is included in the 'select' query parameter.`,
    status: 400,
  });

const findNode = (node: QueryNode, path: readonly string[]): QueryNode => {
  const [name, ...rest] = path;
  if (name === undefined) return node;
  const embed = node.embeds.find((candidate) => candidate.name === name || candidate.item.target === name);
  if (embed === undefined) throw notEmbedded(name);
  return findNode(embed.node, rest);
};

/** A number that is none is no limit, as in PostgREST. */
const readCount = (text: string): number | undefined => (/^-?\d+$/.test(text) ? Number(text) : undefined);

const readLimit = (text: string): number | undefined => {
  const limit = readCount(text);
  if (limit === undefined || limit >= 0) return limit;
  throw new DatabaseError('PGRST103', 'Requested range not satisfiable', {
    details: 'Limit should be greater than or equal to zero.',
    status: 416,
  });
};

const applyParameter = (top: QueryNode, key: string, value: string): void => {
  const parts = splitKey(key);
  const name = parts.pop() ?? '';
  const isNegated = parts.at(-1) === 'not' && (name === 'and' || name === 'or');
  if (isNegated) parts.pop();
  const node = findNode(top, parts);
  if (name === 'and' || name === 'or') node.filters.push(parseLogic(name, isNegated, value));
  else if (name === 'order') node.order = parseOrder(value);
  else if (name === 'limit') node.limit = readLimit(value);
  else if (name === 'offset') node.offset = Math.max(0, readCount(value) ?? 0);
  else node.filters.push(parseFilter(name, value));
};

const elsewhere = ['select', 'columns', 'on_conflict', 'apikey'];

/** Reads a request's parameters for a table; `ignored` names those that are a function's arguments. */
export const readQuery = (
  table: TableDefinition,
  query: URLSearchParams,
  ignored: ReadonlySet<string> = new Set(),
): QueryNode => {
  const select = query.get('select');
  const node = toNode(table, select === null || select === '' ? everything : parseSelect(select));
  for (const [key, value] of query) {
    if (!elsewhere.includes(key) && !ignored.has(key)) applyParameter(node, key, value);
  }
  return node;
};
