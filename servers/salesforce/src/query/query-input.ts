import { wrongInput } from '@bizmcp/core';
import {
  type Condition,
  dateFunctions,
  type Operand,
  type OrderItem,
  parseCondition,
  parseOrderBy,
  parseSelectItem,
  printOperand,
  type Query,
  type SelectItem,
  SoqlError,
} from '@bizmcp/soql';
import { checkAbility } from '../change/check-ability.ts';
import { findField, type ObjectDescription } from '../schema/object-description.ts';
import { isAggregate, isMixed, isOfGroups, splitConditions, withCountedIds } from './grouped-query.ts';
import { conditionWithoutAliases, orderWithoutAliases, refuseRepeatedNames } from './select-alias.ts';
import { habitAdvice } from './sql-habit.ts';

/** What a caller asks for, as text. */
export interface QueryInput {
  fields: readonly string[];
  conditions?: string | undefined;
  order_by?: string | undefined;
}

/** Aggregate queries have no second page. */
const mostGroups = 2000;

/** Reads the parts of a query that a caller wrote, each by itself, so that none can be more than the part it stands for. */
export function readQueryInput(
  object: ObjectDescription,
  { conditions, fields, order_by: orderBy }: QueryInput,
): Query {
  checkAbility(object, 'query');
  const items = fields.map((text, index) => readPart('fields', text, readField, `fields.${index}`));
  const select = withCountedIds(withoutRepeats(items));
  const operands = select.flatMap((item) => (item.kind === 'operand' ? [item.operand] : []));
  const isGrouped = operands.some(isAggregate);
  checkKinds(select, isGrouped);
  refuseRepeatedNames(select);
  const groups = isGrouped ? operands.filter((operand) => !isAggregate(operand)) : [];
  const order = orderBy === undefined ? [] : readPart('order_by', orderBy, parseOrderBy).map(largestFirst);
  const read = conditions === undefined ? undefined : readPart('conditions', conditions, parseCondition);
  const condition = read && conditionWithoutAliases(read, select, (name) => findField(object, name) !== undefined);
  if (!isGrouped && condition && isOfGroups(condition)) {
    throw wrongInput('conditions', 'COUNT, SUM and their like need one of them in fields too', '', 'COUNT(Id) > 1');
  }
  const { having, where } = splitConditions(condition);
  checkGroups({ having, order, groups, isGrouped });
  return {
    select: isGrouped || isBig(object) ? select : withIdField(select),
    from: object.name,
    alias: undefined,
    where,
    access: undefined,
    groupBy: groups,
    having,
    // What is made of all records is one row, which Salesforce neither orders nor limits.
    orderBy:
      isGrouped && groups.length === 0
        ? []
        : withTies(orderWithoutAliases(order, select), isGrouped ? groups : isBig(object) ? [] : [idOperand]),
    limit: groups.length > 0 ? mostGroups : undefined,
    offset: undefined,
    purpose: undefined,
  };
}

function checkKinds(select: readonly SelectItem[], isGrouped: boolean): void {
  if (isGrouped && select.some(({ kind }) => kind === 'subquery')) {
    throw wrongInput('fields', 'children cannot be selected beside COUNT, SUM and their like');
  }
  if (!isGrouped && select.some(isRenamedField)) {
    const problem = 'a field can be given another name only beside COUNT, SUM and their like';
    throw wrongInput('fields', problem, 'The names of fields have no spaces; describe_object has them.');
  }
  if (!isGrouped && select.some(isDatePart)) {
    throw wrongInput('fields', 'CALENDAR_YEAR and its like are for groups', 'Add COUNT(Id), or name the field alone.');
  }
  const children = select.flatMap((item) => (item.kind === 'subquery' ? [item.query.from.toLowerCase()] : []));
  if (new Set(children).size < children.length) throw wrongInput('fields', 'the same children are selected twice');
}

interface Grouping {
  having: Condition | undefined;
  order: readonly OrderItem[];
  groups: readonly Operand[];
  isGrouped: boolean;
}

/** Conditions on groups are for groups, and are joined to others by AND alone. */
function checkGroups({ groups, having, isGrouped, order }: Grouping): void {
  if (having && groups.length === 0) {
    throw wrongInput('conditions', 'COUNT, SUM and their like need a field to group by in fields');
  }
  const parts = having?.kind === 'and' ? having.conditions : having ? [having] : [];
  if (parts.some(isMixed)) {
    const problem = 'conditions on COUNT, SUM and their like are joined to others by AND alone';
    throw wrongInput('conditions', problem, '', 'IsWon = TRUE AND SUM(Amount) > 5');
  }
  if (!isGrouped && order.some(({ operand }) => isAggregate(operand))) {
    throw wrongInput('order_by', 'COUNT, SUM and their like need to stand in fields too');
  }
}

function isRenamedField(item: SelectItem): boolean {
  return item.kind === 'operand' && item.operand.kind === 'field' && item.alias !== undefined;
}

function isDatePart(item: SelectItem): boolean {
  return item.kind === 'operand' && item.operand.kind === 'call' && dateFunctions.has(item.operand.name);
}

function readField(text: string): SelectItem {
  const item = parseSelectItem(text);
  checkSelected([item]);
  return item;
}

/** What Salesforce refuses among children, and what we do. */
function checkSelected(select: readonly SelectItem[], isOfChildren = false): void {
  for (const item of select) {
    if (item.kind === 'field-set') throw new SoqlError('FIELDS() is not supported; name the fields', 0, ['a field']);
    if (item.kind === 'subquery') checkChildren(item.query);
    if (isOfChildren && item.kind === 'operand' && (isAggregate(item.operand) || item.alias !== undefined)) {
      throw new SoqlError('COUNT, SUM and other names are not supported in children; query their object by groups', 0);
    }
  }
}

function checkChildren({ groupBy, having, purpose, select }: Query): void {
  checkSelected(select, true);
  if (groupBy.length > 0 || having) throw new SoqlError('Groups are not supported in children', 0);
  // FOR VIEW changes when they were last seen, FOR UPDATE locks them.
  if (purpose !== undefined) throw new SoqlError('FOR is not supported', 0);
}

/** Salesforce refuses a field that is named twice. */
function withoutRepeats(select: readonly SelectItem[]): SelectItem[] {
  const isRepeat = (item: SelectItem, index: number) =>
    item.kind === 'operand' &&
    select.slice(0, index).some((other) => other.kind === 'operand' && isSame(other.operand, item.operand));
  return select.filter((item, index) => !isRepeat(item, index));
}

const idOperand: Operand = { kind: 'field', path: ['Id'] };

/**
 * Whether its records have no ids: who asks a big object for them finds none.
 * https://developer.salesforce.com/docs/atlas.en-us.bigobjects.meta/bigobjects/big_object_querying.htm
 */
function isBig({ name }: ObjectDescription): boolean {
  return name.endsWith('__b');
}

/** Every record comes with its id, which the other tools take; children too. */
function withIdField(select: readonly SelectItem[]): SelectItem[] {
  const hasId = select.some((item) => item.kind === 'operand' && isSame(item.operand, idOperand));
  const all = select.map((item) =>
    item.kind === 'subquery' ? { ...item, query: { ...item.query, select: withIdField(item.query.select) } } : item,
  );
  return hasId ? all : [{ kind: 'operand', operand: idOperand, alias: undefined }, ...all];
}

/** Who asks for the largest first wants no rows without a value before it, where Salesforce puts them. */
function largestFirst(item: OrderItem): OrderItem {
  return item.direction === 'DESC' && item.nulls === undefined ? { ...item, nulls: 'LAST' } : item;
}

/** Rows that are equal in all that they are ordered by keep their order from page to page. */
function withTies(order: readonly OrderItem[], ties: readonly Operand[]): OrderItem[] {
  const missing = ties.filter((tie) => !order.some(({ operand }) => isSame(operand, tie)));
  return [...order, ...missing.map((operand) => ({ operand, direction: 'ASC', nulls: undefined }) as const)];
}

function isSame(left: Operand, right: Operand): boolean {
  return printOperand(left).toLowerCase() === printOperand(right).toLowerCase();
}

/** Sentences of the parser that repeat nothing of the text; what stood there may be personal. */
const plainProblem = /^(?!.*").*(not supported|More than|longer than|has no end)/;

const otherProblems = [
  ['not a function', 'no function of SOQL'],
  ['of the calendar', 'no day or time of the calendar'],
] as const;

function problemOf({ expected, message, position }: SoqlError): string {
  const [sentence = ''] = message.split(' at position ');
  const known = otherProblems.find(([part]) => sentence.includes(part));
  const what = known?.[1] ?? 'not SOQL';
  const wanted = expected.length > 0 ? `; expected ${expected.slice(0, 12).join(' or ')}` : '';
  return `${plainProblem.test(sentence) ? sentence : what}, at character ${position + 1}${wanted}`;
}

const right = {
  fields: {
    advice: 'A field is Name, Account.Name, COUNT(Id) total or (SELECT Name FROM Contacts LIMIT 5).',
    example: 'Account.Name',
  },
  conditions: {
    advice: 'Text stands in single quotes, days as 2026-11-21 or LAST_N_DAYS:30, parentheses join AND with OR.',
    example: "Industry = 'Energy' AND CreatedDate = LAST_N_DAYS:30",
  },
  order_by: { advice: 'It is fields with ASC or DESC, joined by commas.', example: 'Amount DESC, Name' },
};

function readPart<Part>(
  argument: keyof typeof right,
  text: string,
  read: (text: string) => Part,
  path: string = argument,
): Part {
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof SoqlError)) throw error;
    const { advice, example } = right[argument];
    throw wrongInput(path, `cannot be read: ${problemOf(error)}`, habitAdvice(argument, text) ?? advice, example);
  }
}
