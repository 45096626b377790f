import { ambiguousNumber } from '@bizmcp/core';
import * as z from 'zod';
import { isCalendarDay, RecordId, toIsoDate } from '../identifier.ts';
import { nameAdvice } from '../portal/property-name.ts';
import { filteredName, isOfAssociated } from './associated-ids.ts';

const operators = [
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
] as const;

type Operator = (typeof operators)[number];
type Operand = 'value' | 'values' | 'high_value';

interface Bounds {
  operator: Operator;
  value?: string | undefined;
  high_value?: string | undefined;
}

interface BoundProblem {
  operand: Operand;
  problem: string;
}

/** What a search may ask for by name: a property, or the records that one is associated with. */
export const SearchedName = z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/, nameAdvice);

/** Yes or no is a text as well, to HubSpot. */
const operand = z.preprocess((value) => (typeof value === 'boolean' ? String(value) : value), z.string().max(1000));

/** One condition on one property, as a tool takes it. */
export const SearchFilter = z
  .strictObject({
    property: SearchedName.describe('Internal name, or associations.<type> with a record id'),
    operator: z.enum(operators).describe('CONTAINS_TOKEN matches a word, * is a wildcard'),
    value: operand.optional().describe('For all but IN, NOT_IN, *HAS_PROPERTY; dates ISO 8601'),
    values: z.array(operand).min(1).max(100).optional().describe('For IN and NOT_IN'),
    high_value: operand.optional().describe('Upper end of BETWEEN'),
  })
  .superRefine((filter, context) => {
    const needed = operandsOf(filter.operator);
    for (const operand of ['value', 'values', 'high_value'] as const) {
      const isGiven = filter[operand] !== undefined;
      if (isGiven === needed.includes(operand)) continue;
      const takes = needed.length > 0 ? `takes ${needed.join(' and ')}` : 'takes no value';
      context.addIssue({ code: 'custom', path: [operand], message: `${filter.operator} ${takes}` });
    }
    for (const { operand, problem } of boundProblems(filter))
      context.addIssue({ code: 'custom', path: [operand], message: problem });
    const linked = isOfAssociated(filter.property) ? [filter.value ?? [], filter.values ?? []].flat() : [];
    if (linked.some((id) => !RecordId.safeParse(id).success))
      context.addIssue({
        code: 'custom',
        path: [filter.value === undefined ? 'values' : 'value'],
        message: `takes record ids beside ${filter.property}, such as '31204500017'; find them with search_objects`,
      });
  });

export type SearchFilter = z.output<typeof SearchFilter>;

function operandsOf(operator: Operator): readonly Operand[] {
  if (operator === 'HAS_PROPERTY' || operator === 'NOT_HAS_PROPERTY') return [];
  if (operator === 'IN' || operator === 'NOT_IN') return ['values'];
  return operator === 'BETWEEN' ? ['value', 'high_value'] : ['value'];
}

const ordering: readonly Operator[] = ['LT', 'LTE', 'GT', 'GTE', 'BETWEEN'];
/** Where a whole day lies at or below what is given, the day's end is meant. */
const upToTheEnd: readonly Operator[] = ['LTE', 'GT'];
const day = /^\d{4}-\d{2}-\d{2}$/;
const time = /^(\d{4}-\d{2}-\d{2})(?:[T ][\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/;
const lastMillisecondOfDay = 86_399_999;
const mostValues = 100;

const comparing: readonly Operator[] = ['EQ', 'NEQ', 'IN', 'NOT_IN'];

/** Whether a filter compares with whole values. */
export function isComparing({ operator }: { operator: Operator }): boolean {
  return comparing.includes(operator);
}

/** Whether a value is a day, without a time. */
export function isDay(text: string): boolean {
  return day.test(text);
}

/** What cannot be an end of a span: a day that no calendar has, and ends the wrong way round. */
function boundProblems({ operator, value = '', high_value: highValue = '' }: Bounds): BoundProblem[] {
  if (!ordering.includes(operator)) return [];
  const bounds = [
    { operand: 'value', text: value },
    { operand: 'high_value', text: highValue },
  ] as const;
  const unreal = bounds.flatMap(({ operand, text }) => {
    const [, named] = time.exec(text) ?? [];
    return named === undefined || isCalendarDay(named) ? [] : [{ operand, problem: `no calendar has ${named}` }];
  });
  const spelled = bounds.flatMap(({ operand, text }) => {
    const problem = ambiguousNumber(text);
    return problem === undefined ? [] : [{ operand, problem }];
  });
  const isTurned =
    value !== '' && highValue !== '' && Number(toMilliseconds(value)) > Number(toLastMillisecond(highValue));
  return isTurned
    ? [...unreal, ...spelled, { operand: 'high_value', problem: 'lies below value, at which BETWEEN begins' }]
    : [...unreal, ...spelled];
}

/** The filter as HubSpot takes it: where values are compared by order, times are milliseconds since 1970, and days count whole. */
export function toVendorFilter(filter: SearchFilter) {
  const { property, operator, value, values, high_value: highValue } = filter;
  const isOrdering = ordering.includes(operator);
  const toBound = upToTheEnd.includes(operator) ? toLastMillisecond : toMilliseconds;
  return {
    propertyName: filteredName(property),
    operator,
    ...(value !== undefined && { value: isOrdering ? toBound(value) : value }),
    ...(highValue !== undefined && { highValue: toLastMillisecond(highValue) }),
    ...(values && { values: withLowerCase(values) }),
  };
}

/**
 * HubSpot compares a text with IN and NOT_IN only in lower case, an option as it is written; which one a property has is not known here.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm
 */
function withLowerCase(values: string[]): string[] {
  const both = [...new Set([...values, ...values.map((value) => value.toLowerCase())])];
  return both.length <= mostValues ? both : values;
}

function toLastMillisecond(text: string): string {
  const milliseconds = toMilliseconds(text);
  return isDay(text) && milliseconds !== text ? String(Number(milliseconds) + lastMillisecondOfDay) : milliseconds;
}

/** A time without a zone is UTC, wherever this runs. */
function toMilliseconds(text: string): string {
  const [, , zone] = time.exec(text) ?? [];
  const iso = time.test(text) ? toIsoDate(zone === undefined && !isDay(text) ? `${text}Z` : text) : undefined;
  return iso ? String(Date.parse(iso)) : text;
}
