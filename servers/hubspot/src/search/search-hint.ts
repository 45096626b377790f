import { cutText } from '@bizmcp/core';
import { propertyOf } from '../portal/property-name.ts';
import { emptyValueHint } from './empty-value-hint.ts';
import { isComparing, isDay, type SearchFilter } from './search-filter.ts';

/** What the definitions tell of the properties that are compared. */
interface Told {
  /** Days alone. */
  dates: readonly string[];
  /** Yes or no. */
  flags: readonly string[];
  /** Those of several options. */
  lists: readonly string[];
  /** Texts. */
  texts: readonly string[];
  /** Sentences on values that there are not. */
  unknownValues: readonly string[];
  /** Whether there was nothing to tell it by. */
  isBlind: boolean;
}

/** What was searched for, and what came of it. */
interface Finding {
  query?: string | undefined;
  filters: readonly SearchFilter[];
  told: Told;
  total: number;
  /** The properties that the caller named. */
  asked: readonly string[];
  found: Found;
}

/** What a caller took for granted and HubSpot passes over without a word; empty where there is nothing to say. */
export function searchHints({ query, filters, told, total, asked, found }: Finding): string[] {
  const compared = filters.filter(isComparing);
  const timed = compared.filter(({ property }) => !told.dates.includes(property));
  const hasDay = timed.some(({ value = '', values = [] }) => [value, ...values].some(isDay));
  const hasAccent = compared.some(({ value = '', values = [] }) =>
    [value, ...values].some((one) => /[^\0-\x7f]/.test(one)),
  );
  const hasWholeWord = filters.some(({ operator, value }) => operator === 'CONTAINS_TOKEN' && !value?.includes('*'));
  const hasWholeText = compared.some(
    ({ operator, property }) => /^(?:EQ|IN)$/.test(operator) && told.texts.includes(property),
  );
  return [
    ...unknownHints(
      asked.filter((name) => !isHistory(name)),
      found,
    ),
    ...historyHints(asked.filter(isHistory)),
    ...cutHints(found),
    ...told.unknownValues.map((sentence) => `${sentence}, so the total may mislead.`),
    ...emptyValueHint(filters, told.flags),
    ...listHints(compared.filter(({ property }) => told.lists.includes(property))),
    ...(total === 0 && hasWholeWord ? ['CONTAINS_TOKEN takes whole words: a part of one is *part*.'] : []),
    ...(total === 0 && hasWholeText ? ['EQ and IN take the whole text: CONTAINS_TOKEN finds a word of it.'] : []),
    ...(total === 0 && hasAccent ? ['Accents may be stored otherwise: query with one word finds more than EQ.'] : []),
    ...(hasDay
      ? ['A day compared with EQ, NEQ or IN is its midnight; BETWEEN with the day as both ends is all of it.']
      : []),
    ...(total === 0 && query !== undefined
      ? ['Try one word alone, or its first letters, with its accents as stored; leave out quotes, commas and the like.']
      : []),
    ...(total === 0 && told.isBlind
      ? ['Filters take options by value (list_properties), stages (list_pipelines) and owners (list_owners) by id.']
      : []),
  ];
}

function isHistory(name: string): boolean {
  return propertyOf(name) !== name;
}

function historyHints(asked: readonly string[]): string[] {
  return asked.length > 0 ? [`No search has ${asked.join(', ')}; get_object does.`] : [];
}

/** Several options are kept in one text, joined by semicolons; whether it is compared whole is not known here. */
function listHints(compared: readonly SearchFilter[]): string[] {
  const sentences = compared.map(({ operator, property }) => {
    const token = operator.startsWith('N') ? 'NOT_CONTAINS_TOKEN' : 'CONTAINS_TOKEN';
    return `${property} ${operator} may compare all options of a record at once: ${token} asks for one among them.`;
  });
  return [...new Set(sentences)];
}

type Found = readonly { properties: Record<string, string | null> }[];

/** HubSpot passes over names that it does not know; a property without a value is there as null. */
export function unknownHints(asked: readonly string[], found: Found): string[] {
  const unknown =
    found.length > 0 ? asked.filter((name) => found.every(({ properties }) => !Object.hasOwn(properties, name))) : [];
  return unknown.length > 0 ? [`No such property: ${unknown.join(', ')}; see list_properties.`] : [];
}

/** Texts that are too long to be shown whole beside others. */
export function cutHints(found: Found): string[] {
  const values = found.flatMap(({ properties }) => Object.entries(properties));
  const cut = new Set(values.flatMap(([name, value]) => (value && cutText(value) !== value ? [name] : [])));
  return cut.size > 0 ? [`Not whole: ${[...cut].join(', ')}; get_object with one property alone shows more.`] : [];
}
