import { compileWildcards, Refusal, wildcardParts } from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import { errorReply } from '../error-reply.ts';
import type { PropertyDefinition } from '../portal/property-definition.ts';
import { readTime } from './property-value.ts';

/** One condition of a search. */
export const searchFilter = z.strictObject({
  propertyName: z.string(),
  operator: z.enum([
    'EQ',
    'NEQ',
    'LT',
    'LTE',
    'GT',
    'GTE',
    'BETWEEN',
    'IN',
    'NOT_IN',
    'HAS_PROPERTY',
    'NOT_HAS_PROPERTY',
    'CONTAINS_TOKEN',
    'NOT_CONTAINS_TOKEN',
  ]),
  value: z.string().optional(),
  highValue: z.string().optional(),
  values: z.array(z.string()).optional(),
});

/** One condition of a search. */
export type SearchFilter = z.output<typeof searchFilter>;

const isOrdered = (type: PropertyDefinition['type']): boolean => ['number', 'date', 'datetime'].includes(type);

/** A number that orders values of this type; undefined when the text is none. Times may be ISO 8601 or milliseconds. */
export const orderOf = (type: PropertyDefinition['type'], text: string): number | undefined => {
  if (text === '') return undefined;
  const asNumber = Number(text);
  if (type === 'number') return Number.isNaN(asNumber) ? undefined : asNumber;
  return readTime(text);
};

const refuseFilter = (filter: SearchFilter, message: string): Refusal =>
  new Refusal(
    errorReply(400, 'VALIDATION_ERROR', `There was a problem with the request. ${message}`, {
      context: { propertyName: [filter.propertyName], operator: [filter.operator] },
    }),
  );

/** Refuses a filter without what its operator needs, or with a value that its property cannot have. */
export const checkFilter = (filter: SearchFilter, type: PropertyDefinition['type']): void => {
  const { highValue, operator, value, values } = filter;
  if (operator === 'HAS_PROPERTY' || operator === 'NOT_HAS_PROPERTY') return;
  if (operator === 'IN' || operator === 'NOT_IN') {
    if ((values ?? []).length === 0) throw refuseFilter(filter, `operator ${operator} requires values`);
    return;
  }
  if (value === undefined) throw refuseFilter(filter, `operator ${operator} requires a value`);
  if (operator === 'BETWEEN' && highValue === undefined)
    throw refuseFilter(filter, 'operator BETWEEN requires a highValue');
  const bounds = operator === 'BETWEEN' ? [value, highValue ?? ''] : [value];
  if (isOrdered(type) && bounds.some((bound) => orderOf(type, bound) === undefined)) {
    throw refuseFilter(filter, `${bounds.join(', ')} is not a valid ${type}`);
  }
};

/** Compares a stored value with a filter's: numbers and times by size, all else as text without case. */
const compare = (type: PropertyDefinition['type'], stored: string, wanted: string): number => {
  if (isOrdered(type)) return (orderOf(type, stored) ?? Number.NaN) - (orderOf(type, wanted) ?? Number.NaN);
  if (type === 'enumeration') return stored < wanted ? -1 : Number(stored > wanted);
  const [left, right] = [stored.toLowerCase(), wanted.toLowerCase()];
  return left < right ? -1 : Number(left > right);
};

/**
 * Values of a string property must be in lower case for IN and NOT_IN; enumerations are case-sensitive.
 * https://developers.hubspot.com/docs/api-reference/2026-03/crm/search-the-crm
 */
const isAmong = (type: PropertyDefinition['type'], stored: string, values: readonly string[]): boolean => {
  if (isOrdered(type)) return values.some((value) => compare(type, stored, value) === 0);
  return values.includes(type === 'enumeration' ? stored : stored.toLowerCase());
};

/** The words of a text, and whole runs without blanks such as mail addresses. */
const tokensOf = (text: string): string[] => {
  const runs = text.toLowerCase().split(/\s+/);
  return [...new Set([...runs, ...runs.flatMap((run) => run.split(/[^\p{L}\p{N}]+/u))])].filter(
    (token) => token !== '',
  );
};

/** All words must be there; `*` stands for any characters inside a word (same page). */
const containsToken = (stored: string, wanted: string): boolean => {
  const tokens = tokensOf(stored);
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .every((word) => tokens.some(compileWildcards(wildcardParts(word, '*'))));
};

/**
 * Says whether a stored value fits a filter. A record without a value fits NOT_HAS_PROPERTY only.
 * https://developers.hubspot.com/docs/api-reference/2026-03/crm/search-the-crm (operators)
 */
export const fitsFilter = (
  filter: SearchFilter,
  type: PropertyDefinition['type'],
  stored: string | undefined,
): boolean => {
  if (filter.operator === 'NOT_HAS_PROPERTY') return stored === undefined;
  if (stored === undefined) return false;
  const { value = '', highValue = '', values = [] } = filter;
  switch (filter.operator) {
    case 'HAS_PROPERTY':
      return true;
    case 'EQ':
      return compare(type, stored, value) === 0;
    case 'NEQ':
      return compare(type, stored, value) !== 0;
    case 'LT':
      return compare(type, stored, value) < 0;
    case 'LTE':
      return compare(type, stored, value) <= 0;
    case 'GT':
      return compare(type, stored, value) > 0;
    case 'GTE':
      return compare(type, stored, value) >= 0;
    case 'BETWEEN':
      return compare(type, stored, value) >= 0 && compare(type, stored, highValue) <= 0;
    case 'IN':
      return isAmong(type, stored, values);
    case 'NOT_IN':
      return !isAmong(type, stored, values);
    case 'CONTAINS_TOKEN':
      return containsToken(stored, value);
    case 'NOT_CONTAINS_TOKEN':
      return !containsToken(stored, value);
  }
};
