import type { Condition, PatternPart, Query, Value } from '@bizmcp/soql';
import { compileWildcards } from '@bizmcp/testkit/simulator';
import { refuse } from '../error-reply.ts';
import type { FieldType, FieldValue } from '../field-definition.ts';
import { checkOperator, checkValue } from './check-value.ts';
import { compareValues, storedValue } from './compare-values.ts';
import type { CompiledOperand, CompileOperand } from './compiled-operand.ts';
import { type DayRange, relativeRange } from './relative-range.ts';

/** Says whether a row fits. */
export type Predicate<Row> = (row: Row) => boolean;

/** What conditions need besides their rows. */
export interface ConditionContext<Row> {
  readonly now: number;
  readonly compileOperand: CompileOperand<Row>;
  /** The values that the query of a semi-join finds. */
  readonly valuesOf: (query: Query) => readonly FieldValue[];
}

const inRange = (operator: string, value: FieldValue, { end, start }: DayRange): boolean => {
  const moment = String(value).slice(0, 10);
  switch (operator) {
    case '=':
      return moment >= start && moment < end;
    case '!=':
      return moment < start || moment >= end;
    case '<':
      return moment < start;
    case '<=':
      return moment < end;
    case '>':
      return moment >= end;
    default:
      return moment >= start;
  }
};

const fits = (operator: string, order: number): boolean => {
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
};

/**
 * Compares one value. A field without a value fits `!=` and `= NULL` alone; a checkbox without one is FALSE.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-null.html
 */
const compareOne = (
  type: FieldType,
  operator: string,
  wanted: Value,
  now: number,
): ((value: FieldValue) => boolean) => {
  if (type === 'boolean') {
    const isTrue = wanted.kind === 'boolean' && wanted.value;
    return (value) => ((value === true) === isTrue) === (operator === '=');
  }
  if (wanted.kind === 'null') return (value) => (value === null) === (operator === '=');
  if (wanted.kind === 'relative-date') {
    const range = relativeRange(wanted.name, wanted.count, now);
    return (value) => (value === null ? operator === '!=' : inRange(operator, value, range));
  }
  const stored = storedValue(wanted);
  return (value) => (value === null ? operator === '!=' : fits(operator, compareValues(type, value, stored)));
};

const withoutLike: ReadonlySet<FieldType> = new Set([
  'id',
  'reference',
  'boolean',
  'multipicklist',
  'date',
  'datetime',
]);

const compileLike = <Row>(operand: CompiledOperand<Row>, pattern: readonly PatternPart[]): Predicate<Row> => {
  if (withoutLike.has(operand.type) || ['int', 'double', 'currency', 'percent'].includes(operand.type))
    throw refuse(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid operator on ${operand.type} field: LIKE`);
  const matches = compileWildcards(
    pattern.map((part) => (part.kind === 'text' ? { ...part, text: part.text.toLowerCase() } : part)),
  );
  return (row) => {
    const value = operand.read(row);
    return value !== null && matches(String(value).toLowerCase());
  };
};

/** `'A;B'` asks for both: https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-querying-multiselect-picklists.html */
const compileChoices = <Row>(
  operand: CompiledOperand<Row>,
  operator: string,
  values: readonly Value[],
): Predicate<Row> => {
  if (operand.type !== 'multipicklist')
    throw refuse(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid operator on ${operand.type} field: ${operator}`);
  const wanted = values.map((value) =>
    String(storedValue(value) ?? '')
      .toLowerCase()
      .split(';'),
  );
  return (row) => {
    const chosen = String(operand.read(row) ?? '')
      .toLowerCase()
      .split(';');
    const isIncluded = wanted.some((all) => all.every((choice) => chosen.includes(choice)));
    return isIncluded === (operator === 'INCLUDES');
  };
};

const compileMembership = <Row>(
  condition: Extract<Condition, { kind: 'membership' }>,
  { compileOperand, now }: ConditionContext<Row>,
): Predicate<Row> => {
  const { operator, values } = condition;
  const operand = compileOperand(condition.operand);
  for (const value of values) checkValue(operand.name, operand.type, value);
  if (operator === 'INCLUDES' || operator === 'EXCLUDES') return compileChoices(operand, operator, values);
  const tests = values.map((value) => compareOne(operand.type, '=', value, now));
  return (row) => {
    const value = operand.read(row);
    return tests.some((isEqual) => isEqual(value)) === (operator === 'IN');
  };
};

/** https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-comparisonoperators.html (semi-joins) */
const compileSemiJoin = <Row>(
  condition: Extract<Condition, { kind: 'semi-join' }>,
  { compileOperand, valuesOf }: ConditionContext<Row>,
): Predicate<Row> => {
  const operand = compileOperand(condition.operand);
  if (operand.type !== 'id' && operand.type !== 'reference')
    throw refuse(400, 'MALFORMED_QUERY', `The left operand of a semi join must be an ID or reference: ${operand.name}`);
  const found = new Set<FieldValue>(valuesOf(condition.query).filter((value) => value !== null));
  return (row) => found.has(operand.read(row)) === (condition.operator === 'IN');
};

/** How many conditions ask for the ids that another query finds. */
export const countSemiJoins = (condition: Condition): number => {
  if (condition.kind === 'and' || condition.kind === 'or')
    return condition.conditions.reduce((sum, part) => sum + countSemiJoins(part), 0);
  if (condition.kind === 'not') return countSemiJoins(condition.condition);
  return condition.kind === 'semi-join' ? 1 : 0;
};

const notAtTop =
  'Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.';

const compileComparison = <Row>(
  condition: Extract<Condition, { kind: 'comparison' }>,
  { compileOperand, now }: ConditionContext<Row>,
): Predicate<Row> => {
  const operand = compileOperand(condition.operand);
  checkValue(operand.name, operand.type, condition.value);
  checkOperator(operand.type, condition.operator, condition.value);
  const isFit = compareOne(operand.type, condition.operator, condition.value, now);
  return (row) => isFit(operand.read(row));
};

/** Makes what decides whether a row fits a condition, or refuses the condition. */
export const compileCondition = <Row>(condition: Condition, context: ConditionContext<Row>): Predicate<Row> => {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      if (condition.kind === 'or' && countSemiJoins(condition) > 0) throw refuse(400, 'MALFORMED_QUERY', notAtTop);
      const parts = condition.conditions.map((part) => compileCondition(part, context));
      return (row) => (condition.kind === 'and' ? parts.every((part) => part(row)) : parts.some((part) => part(row)));
    }
    case 'not': {
      if (countSemiJoins(condition) > 0) throw refuse(400, 'MALFORMED_QUERY', notAtTop);
      const part = compileCondition(condition.condition, context);
      return (row) => !part(row);
    }
    case 'comparison':
      return compileComparison(condition, context);
    case 'like':
      return compileLike(context.compileOperand(condition.operand), condition.pattern);
    case 'membership':
      return compileMembership(condition, context);
    case 'semi-join':
      return compileSemiJoin(condition, context);
  }
};
