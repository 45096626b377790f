import type { ComparisonOperator, Value } from '@bizmcp/soql';
import { refuse } from '../error-reply.ts';
import { type FieldType, isNumeric } from '../field-definition.ts';
import { readRecordId } from '../record-id.ts';

const allowed = (type: FieldType): readonly Value['kind'][] => {
  if (type === 'currency') return ['number', 'currency'];
  if (isNumeric(type)) return ['number'];
  if (type === 'boolean') return ['boolean'];
  if (type === 'date' || type === 'datetime') return [type, 'relative-date'];
  return ['string'];
};

const wireNames: Partial<Record<FieldType, string>> = { int: 'int', datetime: 'dateTime', reference: 'reference' };

/** Refuses a value of another type than its field: https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-fieldexpression.html */
export const checkValue = (name: string, type: FieldType, value: Value): void => {
  if (value.kind === 'null') return;
  if (!allowed(type).includes(value.kind)) {
    const isQuoted = allowed(type).includes('string');
    throw refuse(
      400,
      'INVALID_FIELD',
      `value of filter criterion for field '${name}' must be of type ${wireNames[type] ?? type} and ${isQuoted ? 'should be' : 'should not be'} enclosed in quotes`,
    );
  }
  const isIdentifier = type === 'id' || type === 'reference';
  if (isIdentifier && value.kind === 'string' && readRecordId(value.value) === undefined)
    throw refuse(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${value.value}`);
};

const unordered: ReadonlySet<FieldType> = new Set(['boolean', 'id', 'reference', 'multipicklist']);

/** Refuses an operator that a type has not; NULL is neither less nor more than anything. */
export const checkOperator = (type: FieldType, operator: ComparisonOperator, value: Value): void => {
  if (operator === '=' || operator === '!=') return;
  if (unordered.has(type))
    throw refuse(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid operator on ${type} field: ${operator}`);
  if (value.kind === 'null') throw refuse(400, 'MALFORMED_QUERY', `unexpected null with operator ${operator}`);
};
