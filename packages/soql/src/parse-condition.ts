import { readOperand } from './parse-operand.ts';
import { readValue } from './parse-value.ts';
import { patternOf } from './quoted-text.ts';
import type { ComparisonOperator, Condition, Operand, Query, Value } from './syntax-tree.ts';
import type { TokenReader } from './token-reader.ts';

/** Reads the query of a semi-join: passed in, because queries hold conditions and conditions hold queries. */
export type ReadSubquery = (reader: TokenReader) => Query;

const comparisons: ReadonlyMap<string, ComparisonOperator> = new Map([
  ['=', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);

const operators = ['=', '!=', '<', '<=', '>', '>=', 'LIKE', 'IN', 'NOT IN', 'INCLUDES', 'EXCLUDES'];

const readValues = (reader: TokenReader): readonly Value[] => {
  reader.expectSign('(');
  const values = [readValue(reader)];
  while (reader.acceptSign(',')) values.push(readValue(reader));
  reader.expectSign(')');
  return values;
};

const isAtQuery = (reader: TokenReader): boolean => {
  const next = reader.peek(1);
  return reader.peek().text === '(' && next.kind === 'word' && next.text.toUpperCase() === 'SELECT';
};

const readMembership = (
  reader: TokenReader,
  operand: Operand,
  operator: 'IN' | 'NOT IN',
  readSubquery: ReadSubquery,
): Condition => {
  if (!isAtQuery(reader)) return { kind: 'membership', operand, operator, values: readValues(reader) };
  reader.expectSign('(');
  const query = reader.nested(() => readSubquery(reader));
  reader.expectSign(')');
  return { kind: 'semi-join', operand, operator, query };
};

const readLike = (reader: TokenReader, operand: Operand): Condition => {
  if (reader.peek().kind !== 'string') reader.fail(['text in single quotes']);
  return { kind: 'like', operand, pattern: patternOf(reader.take()) };
};

const readComparison = (reader: TokenReader, readSubquery: ReadSubquery): Condition => {
  const operand = readOperand(reader);
  if (reader.accept('LIKE')) return readLike(reader, operand);
  if (reader.accept('IN')) return readMembership(reader, operand, 'IN', readSubquery);
  if (reader.accept('NOT', 'IN')) return readMembership(reader, operand, 'NOT IN', readSubquery);
  for (const operator of ['INCLUDES', 'EXCLUDES'] as const) {
    if (reader.accept(operator)) return { kind: 'membership', operand, operator, values: readValues(reader) };
  }
  const token = reader.peek();
  const operator = token.kind === 'sign' ? comparisons.get(token.text) : undefined;
  if (operator === undefined) return reader.fail(operators);
  reader.take();
  return { kind: 'comparison', operand, operator, value: readValue(reader) };
};

const readFactor = (reader: TokenReader, readSubquery: ReadSubquery): Condition => {
  if (reader.accept('NOT')) return { kind: 'not', condition: reader.nested(() => readFactor(reader, readSubquery)) };
  if (!reader.acceptSign('(')) return readComparison(reader, readSubquery);
  const condition = reader.nested(() => readCondition(reader, readSubquery));
  reader.expectSign(')');
  return condition;
};

/** Reads a condition. AND and OR side by side need parentheses, as in Salesforce: neither binds tighter. */
export const readCondition = (reader: TokenReader, readSubquery: ReadSubquery): Condition => {
  const conditions = [readFactor(reader, readSubquery)];
  const kind = reader.isAt('OR') ? 'or' : 'and';
  const word = kind.toUpperCase();
  while (reader.accept(word)) conditions.push(readFactor(reader, readSubquery));
  if (reader.isAt('OR') || reader.isAt('AND')) reader.fail([word, 'parentheses around what AND or OR joins']);
  const [only, ...others] = conditions;
  return only !== undefined && others.length === 0 ? only : { kind, conditions };
};
