import {
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
import {
  groupedSelect,
  isAggregate,
  isOfGroups,
  splitConditions,
  withCountedIds,
  withoutAliases,
} from './grouped-query.ts';
import { habitAdvice } from './sql-habit.ts';
import { wrongInput } from './wrong-input.ts';

/** What a caller asks for, as text. */
export interface QueryInput {
  fields: readonly string[];
  conditions?: string | undefined;
  order_by?: string | undefined;
}

/** Aggregate queries have no second page. */
const mostGroups = 2000;

/** Reads the parts of a query that a caller wrote, each by itself, so that none can be more than the part it stands for. */
export function readQueryInput(object: string, { conditions, fields, order_by: orderBy }: QueryInput): Query {
  const items = fields.map((text, index) => readPart('fields', text, readField, `fields.${index}`));
  const select = withCountedIds(withoutRepeats(items));
  const operands = select.flatMap((item) => (item.kind === 'operand' ? [item.operand] : []));
  const isGrouped = operands.some(isAggregate);
  checkKinds(select, isGrouped);
  const groups = isGrouped ? operands.filter((operand) => !isAggregate(operand)) : [];
  const order = orderBy === undefined ? [] : readPart('order_by', orderBy, parseOrderBy);
  const condition = conditions === undefined ? undefined : readPart('conditions', conditions, parseCondition);
  if (!isGrouped && condition && isOfGroups(condition)) {
    throw wrongInput('conditions', 'COUNT, SUM and their like need one of them in fields too', '', 'COUNT(Id) > 1');
  }
  const { having, where } = splitConditions(condition);
  return {
    select: isGrouped ? groupedSelect(select) : withIdField(select),
    from: object,
    alias: undefined,
    where,
    access: undefined,
    groupBy: groups,
    having,
    orderBy: withTies(withoutAliases(order, select), isGrouped ? groups : [idOperand]),
    limit: isGrouped && !isBareCount(select) ? mostGroups : undefined,
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
}

function isRenamedField(item: SelectItem): boolean {
  return item.kind === 'operand' && item.operand.kind === 'field' && item.alias !== undefined;
}

function readField(text: string): SelectItem {
  const item = parseSelectItem(text);
  if (item.kind === 'field-set') throw new SoqlError('FIELDS() is not supported; name the fields', 0, ['a field']);
  return item;
}

/** Salesforce refuses a field that is named twice. */
function withoutRepeats(select: readonly SelectItem[]): SelectItem[] {
  const isRepeat = (item: SelectItem, index: number) =>
    item.kind === 'operand' &&
    select.slice(0, index).some((other) => other.kind === 'operand' && isSame(other.operand, item.operand));
  return select.filter((item, index) => !isRepeat(item, index));
}

function isBareCount(select: readonly SelectItem[]): boolean {
  return select.some(
    (item) => item.kind === 'operand' && item.operand.kind === 'call' && item.operand.arguments.length === 0,
  );
}

const idOperand: Operand = { kind: 'field', path: ['Id'] };

/** Every record comes with its id, which the other tools take. */
function withIdField(select: readonly SelectItem[]): SelectItem[] {
  const hasId = select.some((item) => item.kind === 'operand' && isSame(item.operand, idOperand));
  return hasId ? [...select] : [{ kind: 'operand', operand: idOperand, alias: undefined }, ...select];
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
  order_by: { advice: 'It is fields with ASC or DESC, joined by commas.', example: 'Amount DESC NULLS LAST, Name' },
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
