import type * as z from 'zod';
import { longestValue } from '../record/crm-object.ts';
import { emptyValueHint } from './empty-value-hint.ts';
import { isComparing, isDay, type SearchFilter } from './search-filter.ts';

/** What was searched for, and what came of it. */
interface Finding {
  query?: string | undefined;
  filters: readonly z.output<typeof SearchFilter>[];
  /** What the definitions tell: properties that are days alone, those that are yes or no, sentences on values that there are not, and whether there was nothing to tell it by. */
  told: { dates: readonly string[]; flags: readonly string[]; unknownValues: readonly string[]; isBlind: boolean };
  total: number;
  /** The properties that the caller named. */
  asked: readonly string[];
  found: readonly { properties: Record<string, string | null> }[];
}

/** What a caller took for granted and HubSpot passes over without a word; empty where there is nothing to say. */
export function searchHints({ query, filters, told, total, asked, found }: Finding): string[] {
  const compared = filters.filter(isComparing);
  const timed = compared.filter(({ property }) => !told.dates.includes(property));
  const hasDay = timed.some(({ value = '', values = [] }) => [value, ...values].some(isDay));
  const hasWholeWord = filters.some(({ operator, value }) => operator === 'CONTAINS_TOKEN' && !value?.includes('*'));
  return [
    ...recordHints(asked, found),
    ...told.unknownValues.map((sentence) => `${sentence}, so the total may mislead.`),
    ...emptyValueHint(filters, told.flags),
    ...(total === 0 && hasWholeWord ? ['CONTAINS_TOKEN takes whole words: a part of one is *part*.'] : []),
    ...(hasDay
      ? ['A day compared with EQ or IN is its midnight; BETWEEN with the day as both ends is all of it.']
      : []),
    ...(total === 0 && query !== undefined
      ? ['Words may have to be written as stored, with accents and punctuation: try one of them, or its first letters.']
      : []),
    ...(total === 0 && told.isBlind
      ? ['Filters take options by value (list_properties), stages (list_pipelines) and owners (list_owners) by id.']
      : []),
  ];
}

/** HubSpot passes over names that it does not know; a property without a value is there as null. */
export function recordHints(
  asked: readonly string[],
  found: readonly { properties: Record<string, string | null> }[],
): string[] {
  const unknown =
    found.length > 0 ? asked.filter((name) => found.every(({ properties }) => !Object.hasOwn(properties, name))) : [];
  const values = found.flatMap(({ properties }) => Object.entries(properties));
  const cut = new Set(values.flatMap(([name, value]) => (value && value.length > longestValue ? [name] : [])));
  return [
    ...(unknown.length > 0 ? [`No such property: ${unknown.join(', ')}; see list_properties.`] : []),
    ...(cut.size > 0 ? [`Cut after ${longestValue} characters: ${[...cut].join(', ')}.`] : []),
  ];
}
