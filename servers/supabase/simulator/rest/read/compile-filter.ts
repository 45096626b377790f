import { parseArrayLiteral } from '../../schema/array-literal.ts';
import { type ColumnType, parseLiteral } from '../../schema/column-type.ts';
import { compareValues, containsJson } from '../../schema/compare-values.ts';
import { DatabaseError } from '../../schema/database-error.ts';
import type { JsonValue, Row } from '../../schema/json-value.ts';
import type { TableDefinition } from '../../schema/table-definition.ts';
import type { Filter, Operator, Test } from '../grammar/filter-parameter.ts';
import { compilePattern, compileRegularExpression } from './like-pattern.ts';
import { findOperand, type Operand, operatorMissing } from './operand.ts';
import { compileSearch } from './text-search.ts';

/** SQL's three values: true, false and unknown (null). */
export type Condition = (row: Row) => boolean | null;

/** Finds what is compared, in the table or - for embedded relations - elsewhere. */
export type FindCondition = (filter: Extract<Filter, { kind: 'compare' }>) => Condition | undefined;

const not = (value: boolean | null): boolean | null => (value === null ? null : !value);

/** A test of a value that is not NULL against one literal. */
type ValueTest = (value: JsonValue) => boolean;

const orders: Readonly<Partial<Record<Operator, (order: number) => boolean>>> = {
  eq: (order) => order === 0,
  neq: (order) => order !== 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
};

const symbols: Readonly<Record<Operator, string>> = {
  eq: '=',
  neq: '<>',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  like: '~~',
  ilike: '~~*',
  match: '~',
  imatch: '~*',
  isdistinct: 'IS DISTINCT FROM',
  cs: '@>',
  cd: '<@',
  ov: '&&',
  sl: '<<',
  sr: '>>',
  nxr: '&<',
  nxl: '&>',
  adj: '-|-',
};

const asList = (value: JsonValue): readonly JsonValue[] => (Array.isArray(value) ? value : []);

/** Containment of arrays: NULL is in no array, not even beside another NULL. */
const includesAll = (outer: JsonValue, inner: JsonValue): boolean =>
  asList(inner).every((wanted) => wanted !== null && asList(outer).some((held) => compareValues(held, wanted) === 0));

const overlaps = (left: JsonValue, right: JsonValue): boolean =>
  asList(left).some((held) => held !== null && asList(right).some((other) => compareValues(held, other) === 0));

const compileSetTest = (operator: Operator, type: ColumnType, literal: string): ValueTest | undefined => {
  const contains = type === 'jsonb' ? containsJson : includesAll;
  if (type !== 'jsonb' && !type.endsWith('[]')) return undefined;
  if (operator === 'ov' && type === 'jsonb') return undefined;
  const other = parseLiteral(type, literal);
  if (operator === 'cs') return (value) => contains(value, other);
  if (operator === 'cd') return (value) => contains(other, value);
  return operator === 'ov' ? (value) => overlaps(value, other) : undefined;
};

const compileTextTest = (operator: Operator, literal: string): ValueTest | undefined => {
  if (operator === 'like' || operator === 'ilike') {
    const matches = compilePattern(literal.replaceAll('*', '%'), operator === 'ilike');
    return (value) => matches(String(value));
  }
  if (operator !== 'match' && operator !== 'imatch') return undefined;
  const matches = compileRegularExpression(literal, operator === 'imatch');
  return (value) => matches(String(value));
};

const compileValueTest = (operator: Operator, type: ColumnType, literal: string): ValueTest => {
  const order = orders[operator];
  if (order !== undefined) {
    const other = parseLiteral(type, literal);
    return (value) => order(compareValues(value, other));
  }
  const test = type === 'text' ? compileTextTest(operator, literal) : compileSetTest(operator, type, literal);
  if (test !== undefined) return test;
  throw operatorMissing(`operator does not exist: ${type} ${symbols[operator]} unknown`);
};

/** NULL compared with anything is unknown. */
const strict =
  ({ read }: Operand, test: ValueTest): Condition =>
  (row) => {
    const value = read(row);
    return value === null ? null : test(value);
  };

const compileQuantified = (operand: Operand, test: Extract<Test, { quantifier: unknown }>): Condition => {
  const literals = parseArrayLiteral(test.value);
  const tests = literals.map((literal) =>
    literal === null ? null : compileValueTest(test.operator, operand.type, literal),
  );
  const wins = test.quantifier === 'any';
  return (row) => {
    const value = operand.read(row);
    const results = tests.map((one) => (one === null || value === null ? null : one(value)));
    if (results.includes(wins)) return wins;
    return results.includes(null) ? null : !wins;
  };
};

const compileIs = ({ read, type }: Operand, value: 'false' | 'null' | 'true' | 'unknown'): Condition => {
  if (value === 'null') return (row) => read(row) === null;
  if (type !== 'boolean') {
    const words = `argument of IS ${value.toUpperCase()} must be type boolean, not type ${type}`;
    throw new DatabaseError('42804', words);
  }
  const wanted = value === 'unknown' ? null : value === 'true';
  return (row) => read(row) === wanted;
};

const compileTest = (operand: Operand, test: Test): Condition => {
  if (test.operator === 'is') return compileIs(operand, test.value);
  if (test.operator === 'fts') {
    if (operand.type !== 'text' && operand.type !== 'jsonb') {
      throw operatorMissing(`operator does not exist: ${operand.type} @@ tsquery`);
    }
    const matches = compileSearch(test.parser, test.language, test.value);
    return strict(operand, (value) => matches(value));
  }
  if (test.operator === 'in') {
    const values = test.values.map((literal) => parseLiteral(operand.type, literal));
    return strict(operand, (value) => values.some((other) => compareValues(value, other) === 0));
  }
  if (test.operator === 'isdistinct') {
    const other = parseLiteral(operand.type, test.value);
    return (row) => {
      const value = operand.read(row);
      return value === null || compareValues(value, other) !== 0;
    };
  }
  if (test.quantifier !== undefined) return compileQuantified(operand, test);
  return strict(operand, compileValueTest(test.operator, operand.type, test.value));
};

const joinConditions = (kind: 'and' | 'or', parts: readonly Condition[]): Condition => {
  const wins = kind === 'or';
  return (row) => {
    const results = parts.map((part) => part(row));
    if (results.includes(wins)) return wins;
    return results.includes(null) ? null : !wins;
  };
};

/** A table under the name that errors call it by. */
export interface Named {
  readonly table: TableDefinition;
  readonly alias: string;
}

/** Makes a filter's condition on the rows of a table. */
export const compileFilter = (rows: Named, filter: Filter, find: FindCondition): Condition => {
  if (filter.kind !== 'compare') {
    const joined = joinConditions(
      filter.kind,
      filter.parts.map((part) => compileFilter(rows, part, find)),
    );
    return filter.isNegated ? (row) => not(joined(row)) : joined;
  }
  const condition = find(filter) ?? compileTest(findOperand(rows.table, filter.field, rows.alias), filter.test);
  return filter.isNegated ? (row) => not(condition(row)) : condition;
};
