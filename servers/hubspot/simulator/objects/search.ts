import { Refusal, type Route, route } from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import { requireScope } from '../authorization.ts';
import { errorReply } from '../error-reply.ts';
import { type HubspotState, knowsProperty, propertiesOf, recordsOf } from '../hubspot-state.ts';
import { requireSensitiveScopes } from '../portal/sensitive-data.ts';
import { readJson } from '../request-body.ts';
import { atEachVersion } from '../versions.ts';
import { findObjectType, type ObjectType, requireObjectType } from './object-type.ts';
import { type CrmRecord, readProperty, renderRecord } from './record.ts';
import { checkFilter, fitsFilter, orderOf, type SearchFilter, searchFilter } from './search-filter.ts';

/** The page's figures: https://developers.hubspot.com/docs/api-reference/2026-03/crm/search-the-crm (limits) */
const limits = { groups: 5, filtersInGroup: 6, filters: 18, pageSize: 200, reach: 10_000, queryLength: 3_000 };

const sortObject = z.strictObject({
  propertyName: z.string(),
  direction: z.enum(['ASCENDING', 'DESCENDING']).optional(),
});

/** The SDK sends a sort as the JSON of the object, or as a property name: https://github.com/HubSpot/hubspot-api-nodejs#search */
const sortText = z.string().transform((text): z.output<typeof sortObject> => {
  const parsed = text.startsWith('{') ? sortObject.safeParse(JSON.parse(text)) : undefined;
  if (parsed?.success === true) return parsed.data;
  return text.startsWith('-') ? { propertyName: text.slice(1), direction: 'DESCENDING' } : { propertyName: text };
});

const searchInput = z.strictObject({
  filterGroups: z.array(z.strictObject({ filters: z.array(searchFilter) })).default([]),
  sorts: z.array(z.union([sortObject, sortText])).default([]),
  query: z.string().max(limits.queryLength).optional(),
  properties: z.array(z.string()).default([]),
  limit: z.int().min(1).max(limits.pageSize).default(10),
  after: z.union([z.string(), z.int()]).optional(),
});

type SearchInput = z.output<typeof searchInput>;

const refuse = (message: string, context: Record<string, string[]> = {}): Refusal =>
  new Refusal(errorReply(400, 'VALIDATION_ERROR', message, { context }));

const checkSize = ({ filterGroups, sorts }: SearchInput): void => {
  if (filterGroups.length > limits.groups) throw refuse(`A search has at most ${limits.groups} filterGroups.`);
  if (filterGroups.some(({ filters }) => filters.length > limits.filtersInGroup)) {
    throw refuse(`A filterGroup has at most ${limits.filtersInGroup} filters.`);
  }
  const total = filterGroups.reduce((sum, { filters }) => sum + filters.length, 0);
  if (total > limits.filters) throw refuse(`A search has at most ${limits.filters} filters in total.`);
  if (sorts.length > 1) throw refuse('Only one sort may be given.');
};

/** Where the page starts; paging past 10,000 is refused (same page). */
const readOffset = ({ after, limit }: SearchInput): number => {
  const offset = after === undefined || after === '' ? 0 : Number(after);
  if (!Number.isInteger(offset) || offset < 0) throw refuse(`after must be a cursor of this search, but was ${after}`);
  if (offset + limit > limits.reach)
    throw refuse(`Paging is limited to ${limits.reach} total results: after ${offset} is past them.`);
  return offset;
};

type Test = (record: CrmRecord) => boolean;

/** `associations.contact` finds the records associated with a record (same page, "Search through associations"). */
const createAssociationTest = (state: HubspotState, type: ObjectType, filter: SearchFilter): Test => {
  const to = findObjectType(filter.propertyName.slice('associations.'.length));
  if (to === undefined || !['EQ', 'IN'].includes(filter.operator)) {
    throw refuse(`${filter.propertyName} ${filter.operator} is not supported`, { propertyName: [filter.propertyName] });
  }
  checkFilter(filter, 'string');
  const wanted = filter.values ?? [filter.value ?? ''];
  const matching = new Set(
    wanted.flatMap((id) => state.associations.list({ type: to, id }, type).map((associated) => associated.id)),
  );
  return (record) => matching.has(record.id);
};

const createFilterTest = (state: HubspotState, type: ObjectType, filter: SearchFilter): Test => {
  if (filter.propertyName.startsWith('associations.')) return createAssociationTest(state, type, filter);
  const definition = propertiesOf(state, type).find((property) => property.name === filter.propertyName);
  if (definition === undefined) {
    throw refuse(`There was a problem with the request. Property "${filter.propertyName}" does not exist`, {
      propertyName: [filter.propertyName],
    });
  }
  checkFilter(filter, definition.type);
  return (record) => fitsFilter(filter, definition.type, readProperty(record, type, filter.propertyName));
};

/** As a search knows them: digits, without the country code (same page, of phone numbers). */
const phoneNumbers = (record: CrmRecord, type: ObjectType): string[] =>
  type.searchableProperties
    .filter((name) => name.endsWith('phone'))
    .flatMap((name) => (readProperty(record, type, name) ?? '').replace(/\D/g, '').slice(-10) || []);

/** Filters of a group must all fit, of the groups any; a query must have all its words begin a word of the searchable properties. */
const createTest = (state: HubspotState, type: ObjectType, input: SearchInput): Test => {
  const groups = input.filterGroups.map(({ filters }) =>
    filters.map((filter) => createFilterTest(state, type, filter)),
  );
  const words = (input.query ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const fitsQuery: Test = (record) => {
    const text = type.searchableProperties
      .map((name) => readProperty(record, type, name) ?? '')
      .join(' ')
      .toLowerCase();
    const tokens = [...text.split(/[\s@.,;:/<>()-]+/), ...phoneNumbers(record, type)];
    return words.every((word) => text.includes(` ${word}`) || tokens.some((token) => token.startsWith(word)));
  };
  return (record) =>
    record.archivedAt === undefined &&
    (groups.length === 0 || groups.some((tests) => tests.every((test) => test(record)))) &&
    fitsQuery(record);
};

/** Records without the value come last, whichever way they are sorted; equal ones stay in the order of creation. */
const sortRecords = (state: HubspotState, type: ObjectType, records: CrmRecord[], input: SearchInput): CrmRecord[] => {
  const [sort] = input.sorts;
  if (sort === undefined) return records;
  const definition = propertiesOf(state, type).find((property) => property.name === sort.propertyName);
  if (definition === undefined) throw refuse(`Property "${sort.propertyName}" does not exist`);
  const sign = sort.direction === 'DESCENDING' ? -1 : 1;
  const keyed = records.map((record) => ({ record, value: readProperty(record, type, sort.propertyName) }));
  const order = (left: string, right: string): number => {
    const [leftOrder, rightOrder] = [orderOf(definition.type, left), orderOf(definition.type, right)];
    const isText = ['string', 'enumeration', 'bool', 'phone_number'].includes(definition.type);
    if (isText || leftOrder === undefined || rightOrder === undefined)
      return left.toLowerCase() < right.toLowerCase() ? -1 : Number(left.toLowerCase() > right.toLowerCase());
    return leftOrder - rightOrder;
  };
  return keyed
    .sort((left, right) => {
      if (left.value === undefined || right.value === undefined)
        return Number(left.value === undefined) - Number(right.value === undefined);
      return sign * order(left.value, right.value);
    })
    .map(({ record }) => record);
};

/** https://developers.hubspot.com/docs/api-reference/2026-03/crm/search-the-crm */
export const searchRoutes: ReadonlyArray<Route<HubspotState>> = atEachVersion(
  '/crm/v3/objects',
  '/crm/objects/{version}',
  (base) => [
    route('POST', `${base}/{objectType}/search`, (request, { state }) => {
      const type = requireObjectType(request.parameter('objectType'));
      requireScope(request, type.readScopes);
      const input = readJson(request, searchInput);
      checkSize(input);
      const filtered = input.filterGroups.flatMap(({ filters }) => filters.map(({ propertyName }) => propertyName));
      requireSensitiveScopes(request, state, type, { names: [...input.properties, ...filtered] });
      const offset = readOffset(input);
      const found = [...recordsOf(state, type).values()].filter(createTest(state, type, input));
      const sorted = sortRecords(state, type, found, input);
      const view = { properties: input.properties, propertiesWithHistory: [] };
      const results = sorted
        .slice(offset, offset + input.limit)
        .map((record) => renderRecord(record, type, view, knowsProperty(state, type)));
      const next = offset + results.length;
      const paging = next < found.length && results.length > 0 ? { paging: { next: { after: String(next) } } } : {};
      return { status: 200, body: { total: found.length, results, ...paging } };
    }),
  ],
);
