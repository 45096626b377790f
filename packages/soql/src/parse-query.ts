import { readCondition } from './parse-condition.ts';
import { readOperand } from './parse-operand.ts';
import { SoqlError } from './soql-error.ts';
import type { Condition, Operand, OrderItem, Query, SelectItem } from './syntax-tree.ts';
import { createTokenReader, type TokenReader } from './token-reader.ts';

/** Words that end a list, so that none of them is taken for an alias. */
const clauseWords: ReadonlySet<string> = new Set(
  'FROM WHERE WITH GROUP HAVING ORDER LIMIT OFFSET FOR USING ALL UPDATE AND OR NOT IN LIKE INCLUDES EXCLUDES'.split(
    ' ',
  ),
);

const fieldSets = ['ALL', 'STANDARD', 'CUSTOM'] as const;
const accessModes = ['SECURITY_ENFORCED', 'USER_MODE', 'SYSTEM_MODE'] as const;
const purposes = ['VIEW', 'REFERENCE', 'UPDATE'] as const;

const readAlias = (reader: TokenReader): string | undefined => {
  const token = reader.peek();
  return token.kind === 'word' && !clauseWords.has(token.text.toUpperCase()) ? reader.take().text : undefined;
};

const readFieldSet = (reader: TokenReader): SelectItem => {
  reader.expect('FIELDS');
  reader.expectSign('(');
  const set = fieldSets.find((name) => reader.accept(name)) ?? reader.fail(fieldSets);
  reader.expectSign(')');
  return { kind: 'field-set', set };
};

const readSelectItem = (reader: TokenReader): SelectItem => {
  if (reader.isAt('TYPEOF'))
    throw new SoqlError('TYPEOF is not supported: select the fields of Who or What instead', reader.peek().position);
  if (reader.isAt('FIELDS') && reader.peek(1).text === '(') return readFieldSet(reader);
  if (!reader.acceptSign('(')) return { kind: 'operand', operand: readOperand(reader), alias: readAlias(reader) };
  const query = reader.nested(() => readQuery(reader));
  reader.expectSign(')');
  return { kind: 'subquery', query };
};

const readList = <Item>(reader: TokenReader, readItem: (reader: TokenReader) => Item): Item[] => {
  const items = [readItem(reader)];
  while (reader.acceptSign(',')) items.push(readItem(reader));
  return items;
};

const readOrderItem = (reader: TokenReader): OrderItem => {
  const operand = readOperand(reader);
  const isDescending = reader.accept('DESC');
  if (!isDescending) reader.accept('ASC');
  const hasNulls = reader.accept('NULLS');
  const place = hasNulls ? (['FIRST', 'LAST'] as const).find((word) => reader.accept(word)) : undefined;
  if (hasNulls && place === undefined) reader.fail(['FIRST', 'LAST']);
  return { operand, direction: isDescending ? 'DESC' : 'ASC', nulls: place };
};

const readWhole = (reader: TokenReader): number => {
  const token = reader.peek();
  if (token.kind !== 'number' || !/^\d{1,9}$/.test(token.text)) reader.fail(['a whole number']);
  return Number(reader.take().text);
};

const readObject = (reader: TokenReader): string => {
  if (reader.peek().kind !== 'word') reader.fail(['an object']);
  return reader.take().text;
};

const readGroupBy = (reader: TokenReader): Operand[] => {
  if (!reader.accept('GROUP', 'BY')) return [];
  if (reader.isAt('ROLLUP') || reader.isAt('CUBE'))
    throw new SoqlError(`GROUP BY ${reader.peek().text.toUpperCase()} is not supported`, reader.peek().position);
  return readList(reader, readOperand);
};

const readNested = (reader: TokenReader): Condition => readCondition(reader, readQuery);

/** Reads ORDER BY, if it is there. */
export const readOptionalOrderBy = (reader: TokenReader): OrderItem[] =>
  reader.accept('ORDER', 'BY') ? readList(reader, readOrderItem) : [];

/** Reads LIMIT and OFFSET, if they are there. */
export const readLimit = (reader: TokenReader): Pick<Query, 'limit' | 'offset'> => ({
  limit: reader.accept('LIMIT') ? readWhole(reader) : undefined,
  offset: reader.accept('OFFSET') ? readWhole(reader) : undefined,
});

/** Reads what follows the conditions; each clause may be absent, and none may change its place. */
const readTail = (reader: TokenReader): Omit<Query, 'select' | 'from' | 'alias' | 'where' | 'access'> => {
  const groupBy = readGroupBy(reader);
  const having = reader.accept('HAVING') ? readNested(reader) : undefined;
  const orderBy = readOptionalOrderBy(reader);
  const { limit, offset } = readLimit(reader);
  const isFor = reader.accept('FOR');
  const purpose = isFor ? (purposes.find((name) => reader.accept(name)) ?? reader.fail(purposes)) : undefined;
  return { groupBy, having, orderBy, limit, offset, purpose };
};

/** Reads a query up to the end, or to the parenthesis that closes it. */
export const readQuery = (reader: TokenReader): Query => {
  reader.expect('SELECT');
  const select = readList(reader, readSelectItem);
  reader.expect('FROM');
  const from = readObject(reader);
  const alias = readAlias(reader);
  if (reader.isAt('USING')) throw new SoqlError('USING SCOPE is not supported', reader.peek().position);
  const where = reader.accept('WHERE') ? readNested(reader) : undefined;
  const isWith = reader.accept('WITH');
  const access = isWith ? (accessModes.find((mode) => reader.accept(mode)) ?? reader.fail(accessModes)) : undefined;
  return { select, from, alias, where, access, ...readTail(reader) };
};

const readAll = <Result>(text: string, read: (reader: TokenReader) => Result, expected: readonly string[]): Result => {
  const reader = createTokenReader(text);
  const result = read(reader);
  reader.expectEnd(expected);
  return result;
};

/** Reads a whole query; throws a SoqlError that says where and why it is none. */
export const parseQuery = (text: string): Query =>
  readAll(text, readQuery, ['WHERE', 'GROUP BY', 'ORDER BY', 'LIMIT', 'OFFSET', 'FOR']);

/** Reads a condition on its own, without the word WHERE. Nothing but a condition passes, so it cannot change a query. */
export const parseCondition = (text: string): Condition => readAll(text, readNested, ['AND', 'OR']);

/** Reads one thing to select: a field, a parent's field, a function with its alias, or a child subquery. */
export const parseSelectItem = (text: string): SelectItem => readAll(text, readSelectItem, []);

/** Reads what rows are ordered by, without the words ORDER BY. */
export const parseOrderBy = (text: string): readonly OrderItem[] =>
  readAll(text, (reader) => readList(reader, readOrderItem), ['","', 'ASC', 'DESC', 'NULLS FIRST', 'NULLS LAST']);
