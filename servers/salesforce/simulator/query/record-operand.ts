import { aggregateFunctions, dateFunctions, type Operand, printOperand } from '@bizmcp/soql';

import { refuse } from '../error-reply.ts';
import type { FieldValue } from '../field-definition.ts';
import type { ObjectDefinition, OrgRecord } from '../object-definition.ts';
import type { OrgState } from '../org-state.ts';
import type { CompiledOperand } from './compiled-operand.ts';
import { readPath, resolvePath } from './field-reader.ts';

const day = 86_400_000;

/** https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-date-functions.html */
const datePart = (name: string, date: Date): FieldValue => {
  const dayOfYear = Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / day) + 1;
  switch (name) {
    case 'CALENDAR_YEAR':
    case 'FISCAL_YEAR':
      return date.getUTCFullYear();
    case 'CALENDAR_QUARTER':
    case 'FISCAL_QUARTER':
      return Math.floor(date.getUTCMonth() / 3) + 1;
    case 'CALENDAR_MONTH':
    case 'FISCAL_MONTH':
      return date.getUTCMonth() + 1;
    case 'DAY_IN_MONTH':
      return date.getUTCDate();
    case 'DAY_IN_WEEK':
      return date.getUTCDay() + 1;
    case 'DAY_IN_YEAR':
      return dayOfYear;
    case 'DAY_ONLY':
      return date.toISOString().slice(0, 10);
    case 'HOUR_IN_DAY':
      return date.getUTCHours();
    case 'WEEK_IN_MONTH':
      return Math.floor((date.getUTCDate() - 1) / 7) + 1;
    default:
      return Math.floor((dayOfYear - 1) / 7) + 1;
  }
};

const onTimesAlone: ReadonlySet<string> = new Set(['DAY_ONLY', 'HOUR_IN_DAY']);

/** Makes what reads a field or a function of a record. */
export const compileRecordOperand = (
  state: OrgState,
  definition: ObjectDefinition,
  operand: Operand,
): CompiledOperand<OrgRecord> => {
  if (operand.kind === 'field') {
    const path = resolvePath(definition, operand.path);
    const { field } = path;
    return { name: field.name, type: field.type, field, read: (record) => readPath(state, record, path) };
  }
  const [argument] = operand.arguments;
  if (argument === undefined) throw refuse(400, 'MALFORMED_QUERY', `unexpected token: ${operand.name}`);
  if (aggregateFunctions.has(operand.name))
    throw refuse(400, 'MALFORMED_QUERY', `aggregate ${operand.name}() needs a grouped query`);
  const inner = compileRecordOperand(state, definition, argument);
  if (!dateFunctions.has(operand.name)) return inner;
  const isTime = inner.type === 'datetime';
  if (!isTime && (inner.type !== 'date' || onTimesAlone.has(operand.name)))
    throw refuse(400, 'MALFORMED_QUERY', `field ${inner.name} does not support ${operand.name}()`);
  return {
    name: printOperand(operand),
    type: operand.name === 'DAY_ONLY' ? 'date' : 'int',
    field: undefined,
    read: (record) => {
      const value = inner.read(record);
      return value === null ? null : datePart(operand.name, new Date(String(value)));
    },
  };
};
