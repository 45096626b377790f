import { SoqlError } from './soql-error.ts';
import type { FieldPath, Operand } from './syntax-tree.ts';
import type { TokenReader } from './token-reader.ts';

/** https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-agg-functions.html */
export const aggregateFunctions: ReadonlySet<string> = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

/** https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-date-functions.html */
export const dateFunctions: ReadonlySet<string> = new Set([
  'CALENDAR_MONTH',
  'CALENDAR_QUARTER',
  'CALENDAR_YEAR',
  'DAY_IN_MONTH',
  'DAY_IN_WEEK',
  'DAY_IN_YEAR',
  'DAY_ONLY',
  'FISCAL_MONTH',
  'FISCAL_QUARTER',
  'FISCAL_YEAR',
  'HOUR_IN_DAY',
  'WEEK_IN_MONTH',
  'WEEK_IN_YEAR',
]);

const wrappers: ReadonlySet<string> = new Set(['TOLABEL', 'FORMAT', 'CONVERTCURRENCY', 'CONVERTTIMEZONE']);
const refused: ReadonlySet<string> = new Set(['DISTANCE', 'GEOLOCATION', 'GROUPING']);
const mostSteps = 6;

/** Reads a field, perhaps of a parent. Five levels of parents are the most that SOQL goes up. */
export const readFieldPath = (reader: TokenReader): FieldPath => {
  const start = reader.peek().position;
  const path: string[] = [];
  do {
    if (reader.peek().kind !== 'word') reader.fail(['a field']);
    path.push(reader.take().text);
  } while (reader.acceptSign('.'));
  if (path.length > mostSteps) throw new SoqlError('More than five levels of parents', start);
  return path;
};

const readArgument = (reader: TokenReader): Operand => {
  const operand = reader.nested(() => readOperand(reader));
  reader.expectSign(')');
  return operand;
};

const readCall = (reader: TokenReader): Operand => {
  const token = reader.peek();
  const name = token.text.toUpperCase();
  if (refused.has(name)) throw new SoqlError(`${name}() is not supported`, token.position);
  if (!aggregateFunctions.has(name) && !dateFunctions.has(name) && !wrappers.has(name))
    throw new SoqlError(`${token.text}() is not a function of SOQL`, token.position);
  reader.take();
  reader.expectSign('(');
  if (name === 'COUNT' && reader.acceptSign(')')) return { kind: 'call', name, arguments: [] };
  return { kind: 'call', name, arguments: [readArgument(reader)] };
};

/** Reads a field or a function of one. */
export const readOperand = (reader: TokenReader): Operand => {
  if (reader.peek().kind !== 'word') reader.fail(['a field', 'a function']);
  const next = reader.peek(1);
  if (next.kind === 'sign' && next.text === '(') return readCall(reader);
  return { kind: 'field', path: readFieldPath(reader) };
};
