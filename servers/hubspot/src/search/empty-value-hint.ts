import { recordTimes } from '../portal/crm-property.ts';
import type { SearchFilter } from './search-filter.ts';

/** Filters of one property that tell that records without a value were thought of, or that a span was meant. */
const thoughtOf = new Set(['GT', 'GTE', 'HAS_PROPERTY', 'NOT_HAS_PROPERTY']);

/** What filters leave out unasked: who was never contacted was not contacted long ago either. Empty where nothing is. */
export function emptyValueHint(filters: readonly SearchFilter[], flags: readonly string[]): string[] {
  const settled = filters.filter(({ operator }) => thoughtOf.has(operator)).map(({ property }) => property);
  const given = new Set([...settled, ...recordTimes]);
  const told = filters.flatMap((filter) => (given.has(filter.property) ? [] : exclusionOf(filter, flags)));
  if (told.length === 0) return [];
  const all = [...new Set(told)].join(', ');
  return [`${all} may leave out records without a value: NOT_HAS_PROPERTY in a group of its own finds those.`];
}

function exclusionOf({ operator, property, value, values = [] }: SearchFilter, flags: readonly string[]): string[] {
  if (['NEQ', 'NOT_IN', 'NOT_CONTAINS_TOKEN', 'LT', 'LTE'].includes(operator)) return [`${property} ${operator}`];
  const isRefused = flags.includes(property) && [value, ...values].some((each) => each?.toLowerCase() === 'false');
  return isRefused ? [`${property} false`] : [];
}
