import { dateFunctions, printOperand, type Query, type SelectItem } from '@bizmcp/soql';
import { refuse } from '../error-reply.ts';
import type { ObjectDefinition, OrgRecord } from '../object-definition.ts';
import type { ChildRelationship } from '../org-schema.ts';
import { recordsOf } from '../org-state.ts';
import { compileCondition } from './condition.ts';
import { type ResolvedPath, resolvePath } from './field-reader.ts';
import { compileGroupOperand, type Group, groupRecords, isAggregate } from './group-operand.ts';
import { orderRows } from './order-rows.ts';
import {
  conditionContext,
  findRecords,
  ownPath,
  type QueryContext,
  recordOperands,
  requireChildren,
  requireObject,
} from './query-context.ts';
import { checkReifiedFilter } from './reified-filter.ts';
import { renderRecord, type WireRecord, wireValue } from './render-record.ts';

/** What a query found. COUNT() alone has a size and no rows. */
export interface QueryAnswer {
  readonly totalSize: number;
  readonly rows: readonly WireRecord[];
}

const largestOffset = 2_000;
const mostRowsOfAllFields = 200;

const slice = <Row>(rows: readonly Row[], { limit, offset = 0 }: Query): readonly Row[] => {
  if (offset > largestOffset)
    throw refuse(400, 'NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${largestOffset}`);
  return rows.slice(offset, limit === undefined ? undefined : offset + limit);
};

const pathsOfSet = (definition: ObjectDefinition, set: 'ALL' | 'STANDARD' | 'CUSTOM'): ResolvedPath[] =>
  definition.fields
    .filter(({ name }) => set === 'ALL' || name.endsWith('__c') === (set === 'CUSTOM'))
    .map((field) => ({ steps: [], field, names: [field.name] }));

/** The fields that one selected thing stands for. */
const pathsOf = (definition: ObjectDefinition, query: Query, item: SelectItem): ResolvedPath[] => {
  if (item.kind === 'subquery') return [];
  if (item.kind === 'field-set') {
    if (item.set !== 'STANDARD' && (query.limit ?? mostRowsOfAllFields + 1) > mostRowsOfAllFields)
      throw refuse(400, 'MALFORMED_QUERY', `FIELDS(${item.set}) must have a LIMIT of at most ${mostRowsOfAllFields}`);
    return pathsOfSet(definition, item.set);
  }
  const { alias, operand } = item;
  if (alias !== undefined && operand.kind === 'field')
    throw refuse(400, 'MALFORMED_QUERY', 'only aggregate expressions use field aliasing');
  if (isAggregate(operand)) throw refuse(400, 'MALFORMED_QUERY', 'Only root queries support aggregate expressions');
  // https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-date-functions.html
  if (operand.kind === 'call' && dateFunctions.has(operand.name))
    throw refuse(400, 'MALFORMED_QUERY', `Field must be grouped or aggregated: ${printOperand(operand)}`);
  const inner = operand.kind === 'call' ? operand.arguments[0] : operand;
  if (inner?.kind !== 'field') throw refuse(400, 'MALFORMED_QUERY', 'unexpected function in the SELECT list');
  const path = resolvePath(definition, ownPath(query, definition, inner.path));
  return [alias === undefined ? path : { ...path, alias }];
};

/** Finds the children of records, by their parent. */
const childrenByParent = (context: QueryContext, { child, field }: ChildRelationship) => {
  const found = new Map<string, OrgRecord[]>();
  for (const record of recordsOf(context.state, child.name).values()) {
    const parent = String(record[field.name] ?? '');
    const siblings = found.get(parent);
    if (siblings === undefined) found.set(parent, [record]);
    else siblings.push(record);
  }
  return found;
};

/** Makes what answers a child subquery for one parent; null stands for no children. */
const compileSubquery = (context: QueryContext, definition: ObjectDefinition, query: Query) => {
  const relationship = requireChildren(definition, query.from);
  const found = childrenByParent(context, relationship);
  const name = relationship.name ?? query.from;
  return (parent: OrgRecord): readonly [name: string, answer: WireRecord | null] => {
    const { rows, totalSize } = selectRows(context, query, relationship.child, found.get(String(parent.Id)) ?? []);
    return [name, totalSize === 0 ? null : { totalSize, done: true, records: rows }];
  };
};

/** Children are selected once. */
const checkChildren = ({ select }: Query): void => {
  const names = select.flatMap((item) => (item.kind === 'subquery' ? [item.query.from.toLowerCase()] : []));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw refuse(400, 'MALFORMED_QUERY', `Cannot follow the same aggregate relationship twice: ${twice}`);
};

/** Answers a query whose rows are records. */
const selectRows = (
  context: QueryContext,
  query: Query,
  definition: ObjectDefinition,
  candidates: readonly OrgRecord[],
): QueryAnswer => {
  const compileOperand = recordOperands(context, query, definition);
  if (query.having !== undefined) throw refuse(400, 'MALFORMED_QUERY', 'HAVING is only for grouped queries');
  checkChildren(query);
  const paths = query.select.flatMap((item) => pathsOf(definition, query, item));
  const subqueries = query.select.flatMap((item) =>
    item.kind === 'subquery' ? [compileSubquery(context, definition, item.query)] : [],
  );
  const found = orderRows(findRecords(context, query, definition, candidates), query.orderBy, compileOperand);
  const rows = slice(found, query).map((record) => ({
    ...renderRecord(context.state, record, paths, context.version),
    ...Object.fromEntries(subqueries.map((answer) => answer(record))),
  }));
  return { totalSize: rows.length, rows };
};

const isRowCount = (item: SelectItem): boolean =>
  item.kind === 'operand' &&
  item.operand.kind === 'call' &&
  item.operand.name === 'COUNT' &&
  item.operand.arguments.length === 0;

/** The names of the results: their alias, the last part of a field, or `expr0`, `expr1` and so on. */
const columnsOf = (query: Query): string[] => {
  let unnamed = -1;
  const names = query.select.map((item) => {
    if (item.kind !== 'operand') throw refuse(400, 'MALFORMED_QUERY', 'Grouped query cannot use child relationships');
    // https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-count.html
    if (isRowCount(item)) throw refuse(400, 'MALFORMED_QUERY', 'COUNT() must be the only element in the SELECT list');
    if (item.alias !== undefined) return item.alias;
    if (item.operand.kind === 'field') return item.operand.path.at(-1) ?? '';
    unnamed += 1;
    return `expr${unnamed}`;
  });
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw refuse(400, 'MALFORMED_QUERY', `duplicate alias: ${twice}`);
  return names;
};

/** https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-group-by-considerations.html */
const checkOverall = ({ groupBy, having, limit }: Query): void => {
  if (groupBy.length > 0) return;
  const text = 'Non-grouped query that uses overall aggregate functions cannot also use';
  if (limit !== undefined) throw refuse(400, 'MALFORMED_QUERY', `${text} LIMIT`);
  if (having !== undefined) throw refuse(400, 'MALFORMED_QUERY', `${text} HAVING`);
};

/** Answers a query whose rows are groups of records. */
const selectGroups = (context: QueryContext, query: Query, definition: ObjectDefinition): QueryAnswer => {
  checkOverall(query);
  const ofRecord = recordOperands(context, query, definition);
  const ofGroup = compileGroupOperand(query.groupBy, ofRecord);
  const names = columnsOf(query);
  const columns = query.select.flatMap((item) => (item.kind === 'operand' ? [ofGroup(item.operand)] : []));
  const candidates = [...recordsOf(context.state, definition.name).values()];
  const groups = groupRecords(findRecords(context, query, definition, candidates), query.groupBy.map(ofRecord));
  const { having } = query;
  const isFit =
    having === undefined
      ? () => true
      : compileCondition<Group>(having, conditionContext(context, ofGroup, definition.name));
  const ordered = orderRows(groups.filter(isFit), query.orderBy, ofGroup);
  const rows = slice(ordered, query).map((group) => ({
    attributes: { type: 'AggregateResult' },
    ...Object.fromEntries(columns.map(({ read, type }, index) => [names[index] ?? '', wireValue(type, read(group))])),
  }));
  return { totalSize: rows.length, rows };
};

const isBareCount = ({ groupBy, select }: Query): boolean => {
  const [item, ...others] = select;
  return item !== undefined && isRowCount(item) && others.length === 0 && groupBy.length === 0;
};

/** Answers a query from the records of the org. */
export const runQuery = (context: QueryContext, query: Query): QueryAnswer => {
  checkReifiedFilter(query);
  const definition = requireObject(query.from);
  const candidates = [...recordsOf(context.state, definition.name).values()];
  if (isBareCount(query)) {
    const totalSize = slice(findRecords(context, query, definition, candidates), query).length;
    return { totalSize, rows: [] };
  }
  const isGrouped =
    query.groupBy.length > 0 || query.select.some((item) => item.kind === 'operand' && isAggregate(item.operand));
  return isGrouped ? selectGroups(context, query, definition) : selectRows(context, query, definition, candidates);
};
