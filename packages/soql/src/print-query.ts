import { quotePattern, quoteText } from './quoted-text.ts';
import type { Condition, Operand, OrderItem, Query, SelectItem, Value } from './syntax-tree.ts';

const name = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Refuses a tree with a name that no query could have: trees may also be made by hand. */
const printName = (text: string): string => {
  if (!name.test(text)) throw new TypeError(`${JSON.stringify(text)} is not the name of a field or an object`);
  return text;
};

const printWhole = (count: number): string => {
  if (!Number.isSafeInteger(count) || count < 0) throw new TypeError(`${count} is not a whole number`);
  return String(count);
};

const literal = {
  number: /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/,
  currency: /^[A-Za-z]{3}\d+(?:\.\d+)?$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  datetime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:?\d{2})$/,
} as const;

const printLiteral = (kind: keyof typeof literal, text: string): string => {
  if (!literal[kind].test(text)) throw new TypeError(`${JSON.stringify(text)} is not a ${kind}`);
  return text;
};

/** Writes a value as SOQL; text is quoted and escaped. */
const printValue = (value: Value): string => {
  switch (value.kind) {
    case 'string':
      return quoteText(value.value);
    case 'currency':
      return printLiteral('currency', `${value.code}${value.amount}`);
    case 'boolean':
      return value.value ? 'TRUE' : 'FALSE';
    case 'null':
      return 'NULL';
    case 'relative-date':
      return printName(value.name) + (value.count === undefined ? '' : `:${printWhole(value.count)}`);
    default:
      return printLiteral(value.kind, value.text);
  }
};

/** Writes a field or a function as SOQL. */
export const printOperand = (operand: Operand): string =>
  operand.kind === 'field'
    ? operand.path.map(printName).join('.')
    : `${printName(operand.name)}(${operand.arguments.map(printOperand).join(', ')})`;

const printPart = (condition: Condition): string => {
  const isJoined = condition.kind === 'and' || condition.kind === 'or' || condition.kind === 'not';
  return isJoined ? `(${printCondition(condition)})` : printCondition(condition);
};

/** Writes a condition as SOQL, with parentheses around every part that is joined. */
export const printCondition = (condition: Condition): string => {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.conditions.map(printPart).join(` ${condition.kind.toUpperCase()} `);
    case 'not':
      return `NOT ${printPart(condition.condition)}`;
    case 'comparison':
      return `${printOperand(condition.operand)} ${condition.operator} ${printValue(condition.value)}`;
    case 'like':
      return `${printOperand(condition.operand)} LIKE ${quotePattern(condition.pattern)}`;
    case 'membership':
      return `${printOperand(condition.operand)} ${condition.operator} (${condition.values.map(printValue).join(', ')})`;
    case 'semi-join':
      return `${printOperand(condition.operand)} ${condition.operator} (${printQuery(condition.query)})`;
  }
};

const printSelectItem = (item: SelectItem): string => {
  if (item.kind === 'subquery') return `(${printQuery(item.query)})`;
  if (item.kind === 'field-set') return `FIELDS(${item.set})`;
  return printOperand(item.operand) + (item.alias === undefined ? '' : ` ${printName(item.alias)}`);
};

/** Writes one of the things that rows are ordered by. */
export const printOrderItem = ({ direction, nulls, operand }: OrderItem): string =>
  `${printOperand(operand)} ${direction}${nulls === undefined ? '' : ` NULLS ${nulls}`}`;

/** Writes a query as SOQL. */
export const printQuery = (query: Query): string => {
  const { access, alias, groupBy, having, limit, offset, orderBy, purpose, where } = query;
  const clauses = [
    `SELECT ${query.select.map(printSelectItem).join(', ')}`,
    `FROM ${printName(query.from)}${alias === undefined ? '' : ` ${printName(alias)}`}`,
    where && `WHERE ${printCondition(where)}`,
    access && `WITH ${access}`,
    groupBy.length > 0 && `GROUP BY ${groupBy.map(printOperand).join(', ')}`,
    having && `HAVING ${printCondition(having)}`,
    orderBy.length > 0 && `ORDER BY ${orderBy.map(printOrderItem).join(', ')}`,
    limit !== undefined && `LIMIT ${printWhole(limit)}`,
    offset !== undefined && `OFFSET ${printWhole(offset)}`,
    purpose && `FOR ${purpose}`,
  ];
  return clauses.filter((clause) => typeof clause === 'string').join(' ');
};
