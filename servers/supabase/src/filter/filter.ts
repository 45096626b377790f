import { type ToolError, wrongInput } from '@bizmcp/core';
import { checkExact } from '../exact-number.ts';
import { type Operator, ofLists, ofWords, operators } from './operator.ts';
import { listHelp, operatorHelp } from './operator-help.ts';

/** One comparison of a column. */
export interface Comparison {
  kind: 'comparison';
  column: string;
  operator: Operator;
  isNegated: boolean;
  value: unknown;
}

/** Comparisons and groups, all or one of which must hold. */
export interface Group {
  kind: 'group';
  joiner: 'and' | 'or';
  isNegated: boolean;
  conditions: Condition[];
  /** The embedded table whose columns they name. */
  table?: string;
}

/** What a row must be like. */
export type Condition = Comparison | Group;

const deepest = 8;
const flatter =
  'all of one object must hold, so "and" can be left out, and {"column": {"not": value}} needs no "not" around it';
const mostConditions = 60;

/** Reads filters as a model writes them: `{column: value}`, `{column: {operator: value}}`, and `or`, `and`, `not` over such filters. */
export function readFilters(filters: Record<string, unknown>): Condition[] {
  const path = 'filters';
  checkExact(filters, path);
  const conditions = readGroup(filters, path, 1);
  if (countOf(conditions) > mostConditions) throw wrong(path, `has more than ${mostConditions} comparisons`);
  return conditions;
}

function readGroup(filters: Record<string, unknown>, path: string, depth: number): Condition[] {
  if (depth > deepest) throw wrong(path, `is nested more than ${deepest} deep; ${flatter}`);
  return Object.entries(filters).flatMap(([key, value]) => {
    const place = `${path}.${key}`;
    if (key === 'or' || key === 'and') return [{ ...readList(key, value, place, depth), isNegated: false }];
    const [, table, joiner] = /^(.+)\.(or|and)$/.exec(key) ?? [];
    if (table !== undefined && Array.isArray(value) && (joiner === 'or' || joiner === 'and'))
      return [{ ...readList(joiner, value, place, depth), isNegated: false, table }];
    if (key !== 'not') return readColumn(key, value, place);
    const conditions = readGroup(objectOf(value, place), place, depth + 1);
    if (conditions.length === 0) throw wrong(place, 'names no column');
    return [{ kind: 'group', joiner: 'and', isNegated: true, conditions } satisfies Group];
  });
}

function readList(joiner: 'and' | 'or', value: unknown, path: string, depth: number) {
  if (!Array.isArray(value) || value.length === 0)
    throw wrong(path, 'takes a list of filters, such as [{"status": "open"}, {"priority": "high"}]');
  const conditions = value.map((item: unknown, index): Condition => {
    const place = `${path}.${index}`;
    const inner = readGroup(objectOf(item, place), place, depth + 1);
    const [first] = inner;
    if (!first) throw wrong(place, 'names no column');
    return inner.length === 1 ? first : { kind: 'group', joiner: 'and', isNegated: false, conditions: inner };
  });
  return { kind: 'group', joiner, conditions } as const;
}

function readColumn(column: string, value: unknown, path: string): Condition[] {
  if (column.trim() === '') throw wrong(path, 'names no column');
  if (value === null) return [comparison(column, 'is', null, false)];
  if (typeof value !== 'object') return [plainComparison(column, value, path)];
  if (Array.isArray(value)) {
    const joiner = /^\$?(or|and)$/i.exec(column)?.[1]?.toLowerCase();
    const empty = value.length === 0 && '{"eq": "{}"} for an empty one, or of JSON {"eq": "[]"}';
    throw wrong(path, `is a list; write ${joiner ? `"${joiner}"` : empty || '{"in": [...]} or {"contains": [...]}'}`);
  }
  const entries = Object.entries(value);
  if (entries.length === 0) throw wrong(path, 'has no operator; an empty object is {"eq": "{}"}');
  return entries.flatMap(([name, operand]) => readOperator(column, name, operand, path));
}

/** PostgREST's own way to write a comparison would be compared as a text here, and find nothing. */
function plainComparison(column: string, value: unknown, path: string): Comparison {
  const written = /^(?:not\.)?(eq|neq|gte?|lte?|i?like|in|is|cs|cd|ov|w?fts)\.(?=.)/.exec(String(value));
  if (!written) return comparison(column, 'eq', value, false);
  throw wrong(path, `takes the operator as a key, {"operator": value}; for this very text write {"eq": "..."}`);
}

function readOperator(column: string, name: string, operand: unknown, path: string): Comparison[] {
  const place = `${path}.${name}`;
  if (name === 'not') {
    const inner = readColumn(column, operand, place);
    const [first] = inner;
    if (inner.length !== 1 || first?.kind !== 'comparison')
      throw wrong(place, 'takes one operator; put several into "not" above the column');
    return [{ ...first, isNegated: !first.isNegated }];
  }
  if (!isOperator(name))
    throw wrong(place, `is no operator; ${operatorHelp(name, column, operand, Object.keys(operators))}`);
  checkOperand(name, operand, place);
  // Older versions of PostgREST know no not_null.
  if (name === 'is' && operand === 'not_null') return [comparison(column, 'is', null, true)];
  // PostgREST takes a list of nothing but an empty text for an empty list.
  if (name === 'in' && Array.isArray(operand) && operand.length === 1 && operand[0] === '')
    return [comparison(column, 'eq', '', false)];
  if (operand === null && name === 'eq') return [comparison(column, 'is', null, false)];
  if (operand === null && name === 'neq') return [comparison(column, 'is', null, true)];
  return [comparison(column, name, operand, false)];
}

function checkOperand(operator: Operator, operand: unknown, path: string): void {
  if (operand === undefined) throw wrong(path, 'has no value');
  if (operator === 'in') {
    const isList =
      Array.isArray(operand) && operand.every((item) => ['string', 'number', 'boolean'].includes(typeof item));
    const nulls = Array.isArray(operand) && operand.includes(null) ? '; null is asked for beside it, by or' : '';
    if (!isList || operand.length > 200) throw wrong(path, `takes a list of at most 200 texts or numbers${nulls}`);
    return;
  }
  if (operator === 'is') {
    if (![null, true, false, 'null', 'not_null', 'true', 'false', 'unknown'].some((word) => word === operand))
      throw wrong(path, 'takes null, not_null, true, false or unknown');
    return;
  }
  if (ofLists.has(operator)) return;
  if (ofWords.has(operator) && typeof operand === 'object') {
    if (!isSearch(operand)) throw wrong(path, 'takes words, or {"query": "words", "config": "english"}');
    return;
  }
  const takesNull = operator === 'eq' || operator === 'neq';
  if (typeof operand === 'object' && !(operand === null && takesNull))
    throw wrong(path, `takes one value; ${listHelp(operator, operand)}`);
}

/** A text search with its configuration. */
export function isSearch(operand: unknown): operand is { query: string; config: string } {
  if (typeof operand !== 'object' || operand === null || !('query' in operand) || !('config' in operand)) return false;
  return typeof operand.query === 'string' && typeof operand.config === 'string' && /^\w{1,60}$/.test(operand.config);
}

function comparison(column: string, operator: Operator, value: unknown, isNegated: boolean): Comparison {
  return { kind: 'comparison', column, operator, isNegated, value };
}

function isOperator(name: string): name is Operator {
  return Object.hasOwn(operators, name);
}

function objectOf(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw wrong(path, 'takes filters: {column: value}');
}

function countOf(conditions: readonly Condition[]): number {
  return conditions.reduce((sum, each) => sum + (each.kind === 'group' ? countOf(each.conditions) : 1), 0);
}

/** The comparisons that a list of conditions is made of, those of embedded columns too, each negated as its groups are. */
export function comparisonsOf(conditions: readonly Condition[], isNegated = false): Comparison[] {
  return conditions.flatMap((each) => {
    const isOpposite = each.isNegated !== isNegated;
    if (each.kind === 'comparison') return [{ ...each, isNegated: isOpposite }];
    return comparisonsOf(each.conditions, isOpposite).map((one) => withinTable(each, one));
  });
}

function withinTable({ table }: Group, comparison: Comparison): Comparison {
  return table === undefined ? comparison : { ...comparison, column: `${table}.${comparison.column}` };
}

/**
 * Whether a condition holds where this is known of its comparisons, each negated as its groups are; what undefined is told of is passed
 * over, as if the rest of a row were such that it decides nothing.
 */
export function holds(
  condition: Condition,
  holdsOf: (comparison: Comparison) => boolean | undefined,
  isNegated = false,
): boolean | undefined {
  const isOpposite = condition.isNegated !== isNegated;
  if (condition.kind === 'comparison') return holdsOf({ ...condition, isNegated: isOpposite });
  const isAll = (condition.joiner === 'and') !== isOpposite;
  const inner = condition.conditions
    .map((each) => holds(each, (one) => holdsOf(withinTable(condition, one)), isOpposite))
    .filter((each) => each !== undefined);
  if (inner.length === 0) return undefined;
  return isAll ? !inner.includes(false) : inner.includes(true);
}

function wrong(path: string, problem: string): ToolError {
  return wrongInput(path, problem, 'Nothing was sent.');
}
