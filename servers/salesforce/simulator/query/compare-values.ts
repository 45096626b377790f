import type { Value } from '@bizmcp/soql';
import { type FieldDefinition, type FieldType, type FieldValue, isNumeric } from '../field-definition.ts';
import { readRecordId } from '../record-id.ts';

/** Text is compared without case, identifiers with: they are equal with 15 and with 18 characters. */
const keyOf = (type: FieldType, value: string): string =>
  type === 'id' || type === 'reference' ? (readRecordId(value) ?? value) : value.toLowerCase();

const rank = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

/** Compares two values that are there. */
export const compareValues = (type: FieldType, left: FieldValue, right: FieldValue): number => {
  if (isNumeric(type) || type === 'boolean') return Number(left) - Number(right);
  return rank(keyOf(type, String(left)), keyOf(type, String(right)));
};

/**
 * Compares for ORDER BY: picklists by the order of their choices, all else by value.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-orderby.html
 */
export const compareForOrder = (field: FieldDefinition | undefined, type: FieldType) => {
  const places = new Map(field?.choices.map((choice, place) => [choice, place]));
  return (left: FieldValue, right: FieldValue): number => {
    if (type !== 'picklist') return compareValues(type, left, right);
    const placeOf = (value: FieldValue): number => places.get(String(value)) ?? places.size;
    return placeOf(left) - placeOf(right) || compareValues(type, left, right);
  };
};

const toTime = (text: string): string => {
  const iso = text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
  return new Date(iso).toISOString();
};

/** The stored form of a value in a query; relative dates have none. */
export const storedValue = (value: Value): FieldValue => {
  switch (value.kind) {
    case 'string':
    case 'boolean':
      return value.value;
    case 'number':
      return Number(value.text);
    case 'currency':
      return Number(value.amount);
    case 'datetime':
      return toTime(value.text);
    case 'date':
      return value.text;
    default:
      return null;
  }
};
