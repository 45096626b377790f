import {
  type ListPlace,
  orNothing,
  problemsSentence,
  readMovingPage,
  readPlace,
  rowsInAnswer,
  ToolError,
  wrongInput,
} from '@bizmcp/core';
import { unknownProperty } from '../field-problem.ts';
import type { Hubspot } from '../hubspot.ts';
import { readDefinitions, readSensitivity } from '../portal/crm-property.ts';
import { searchedProperties, shownProperties } from '../portal/object-type.ts';
import { isPersonal, searchObjects, toCrmObject } from '../record/crm-object.ts';
import { type Clearance, checkMasked } from '../record/masked-property.ts';
import { associatedType, isOfAssociated, withAssociatedIds } from './associated-ids.ts';
import { currencyHints } from './currency-hint.ts';
import { isShortNumber, readUnknownValues } from './known-value.ts';
import { isComparing, type SearchFilter, toVendorFilter } from './search-filter.ts';
import { searchHints } from './search-hint.ts';

type Filters = readonly SearchFilter[];

/** What to search for, as the tool takes it. */
interface Search {
  query?: string | undefined;
  filter_groups?: { filters: SearchFilter[] }[] | undefined;
  sort?: string | undefined;
  properties?: string[] | undefined;
  limit: number;
  cursor?: string | undefined;
}

// https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm, "Limits"
const mostResults = 10_000;
const largestPage = 200;

/** One page of a search, with hints where it may not be what the caller takes it for. */
export async function searchPage(api: Hubspot, objectType: string, search: Search, isCleared: Clearance) {
  const asked = (search.properties ?? []).filter((name) => !isOfAssociated(name));
  const properties = asked.length > 0 ? asked : await shownProperties(api, objectType);
  const filters = (search.filter_groups ?? []).flatMap((group) => group.filters);
  const place = readSearchPlace(search.cursor);
  const searched = search.query === undefined ? [] : await searchedProperties(api, objectType);
  await checkMasked(api, objectType, isCleared, { searched, filters, sort: search.sort });
  const isSensitive = await readSensitivity(api, objectType, properties);
  const list = listOf(api, objectType, { ...search, filters }, properties);
  const { rows: results, found, moved, cursorAfter } = await readMovingPage(place, list);
  const { total } = found;
  const { unknown, ...told } = await readFilterHints(api, objectType, filters);
  const unknownValues = unknown.map(({ sentence }) => sentence);
  // Nothing found by what nothing can have is no finding.
  if (total === 0 && unknown.some(({ isCertain }) => isCertain))
    throw new ToolError('invalid_input', `Nothing was found by this: ${unknownValues.join('; ')}.`);
  const plain = results.map((wire) => toCrmObject(wire, { asked: properties, isSensitive }));
  const { objects: all, hints: ofAssociated } = await withAssociatedIds(api, objectType, search.properties, plain);
  const objects = rowsInAnswer(all, { isMasked: isPersonal });
  const isCut = objects.length < all.length;
  const next = cursorAfter(objects.length);
  const hints = searchHints({
    query: search.query,
    filters,
    told: { ...told, unknownValues },
    total,
    asked,
    found: results.slice(0, objects.length),
  });
  const ofCurrency = await currencyHints(api, objectType, { filters, sort: search.sort, properties });
  hints.push(...ofAssociated, ...ofCurrency, ...placeHints({ moved, total, isCut }));
  return {
    objects,
    total,
    ...(next !== undefined && readPlace(next).offset < mostResults && { next_cursor: next }),
    ...(hints.length > 0 && { hint: hints.join(' ') }),
  };
}

function readSearchPlace(cursor: string | undefined): ListPlace {
  const place = readPlace(cursor);
  if (place.offset < mostResults) return place;
  throw wrongInput('cursor', `a search ends at ${mostResults} records; narrow it, for example by createdate`);
}

/** What a search finds, which HubSpot reads by counting. */
function listOf(api: Hubspot, objectType: string, search: Search & { filters: Filters }, properties: string[]) {
  const { limit, sort, filters } = search;
  const read = async (after: number, count: number) => {
    const request = requestOf(search, properties, { after, limit: count });
    const { results, total } = await searchObjects(api, objectType, request).catch((error: unknown) =>
      failNearest(api, objectType, { filters, sort }, error),
    );
    return { rows: results, total };
  };
  return { limit, most: largestPage, read, identify: ({ id }: { id: string }) => id };
}

/** What a page is among those before and after it. */
function placeHints({ moved, total, isCut }: { moved: string | undefined; total: number; isCut: boolean }): string[] {
  return [
    ...(moved ? [moved] : []),
    ...(isCut ? ['No more records fit into an answer: with fewer properties more do. next_cursor has the next.'] : []),
    ...(total > mostResults
      ? [`A search reaches only the first ${mostResults}; narrow it, for example by createdate.`]
      : []),
  ];
}

function requestOf(
  { query, filter_groups: groups, sort }: Search,
  properties: string[],
  { after, limit }: { after: number; limit: number },
) {
  return {
    ...(query && { query }),
    ...(groups && { filterGroups: groups.map(({ filters }) => ({ filters: filters.map(toVendorFilter) })) }),
    ...(sort && { sorts: [sort] }),
    properties,
    limit: Math.min(limit, mostResults - after),
    after: String(after),
  };
}

/** What the definitions tell of the filters. */
async function readFilterHints(api: Hubspot, objectType: string, filters: Filters) {
  const hasShort = ({ value, high_value: high }: Filters[number]) => isShortNumber(value) || isShortNumber(high);
  const own = filters.filter(({ property }) => !isOfAssociated(property));
  const compared = own.filter((filter) => isComparing(filter) || hasShort(filter));
  if (compared.length === 0) return { dates: [], flags: [], lists: [], texts: [], unknown: [], isBlind: false };
  const definitions = await readDefinitions(api, objectType).catch(() => undefined);
  const names = compared.map(({ property }) => property);
  const namesOf = (wanted: string) => names.filter((name) => definitions?.get(name)?.type === wanted);
  const lists = names.filter((name) => definitions?.get(name)?.fieldType === 'checkbox');
  const unknown = await readUnknownValues(api, objectType, compared, definitions);
  const [dates, flags, texts] = [namesOf('date'), namesOf('bool'), namesOf('string')];
  return { dates, flags, lists, texts, unknown, isBlind: definitions === undefined };
}

/** Throws of a type that the portal lacks what is said of it elsewhere: of a filter by it HubSpot says no more than that it takes none. */
async function readAssociatedTypes(api: Hubspot, filters: Filters) {
  const names = filters.map(({ property }) => property).filter(isOfAssociated);
  await Promise.all(
    names.map(async (name) => orNothing(readDefinitions(api, await associatedType(api, name)), 'forbidden')),
  );
}

/** Names come near only to those that the portal has, which a search that succeeds need not know. */
async function failNearest(
  api: Hubspot,
  objectType: string,
  { filters, sort }: { filters: Filters; sort: string | undefined },
  error: unknown,
): Promise<never> {
  const [field] = error instanceof ToolError ? (error.details.fields ?? []) : [];
  if (field?.path === 'associations') await readAssociatedTypes(api, filters);
  if (!(error instanceof ToolError) || field?.problem !== unknownProperty(field?.path ?? '').problem) throw error;
  const definitions = await readDefinitions(api, objectType).catch(() => undefined);
  const known = [...(definitions?.keys() ?? [])];
  const named = [...filters.map(({ property }) => property), sort?.replace(/^-/, '') ?? []].flat();
  // HubSpot names but the first.
  const others = named.filter((name) => known.length > 0 && !known.includes(name) && !isOfAssociated(name));
  const fields = [...new Set([field.path, ...others])].map((name) => unknownProperty(name, known));
  throw new ToolError(
    error.code,
    `HubSpot would not take this: ${problemsSentence(fields)}.`,
    { fields },
    { cause: error },
  );
}
