import { ToolError } from '@bizmcp/core';
import type * as z from 'zod';
import { searchObjects, toCrmObject } from './crm-object.ts';
import type { Hubspot } from './hubspot.ts';
import { defaultProperties } from './object-type.ts';
import { type SearchFilter, toVendorFilter } from './search-filter.ts';

/** What to search for, as the tool takes it. */
interface Search {
  query?: string | undefined;
  filter_groups?: { filters: z.output<typeof SearchFilter>[] }[] | undefined;
  sort?: string | undefined;
  properties?: string[] | undefined;
  limit: number;
  cursor?: string | undefined;
}

// https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm, "Limits"
const mostResults = 10_000;

/** One page of a search, and a hint where HubSpot does not let a search reach all matches. */
export async function searchPage(api: Hubspot, objectType: string, search: Search) {
  const properties = search.properties ?? defaultProperties(objectType);
  const page = await searchObjects(api, objectType, {
    ...(search.query && { query: search.query }),
    ...(search.filter_groups && {
      filterGroups: search.filter_groups.map(({ filters }) => ({ filters: filters.map(toVendorFilter) })),
    }),
    ...(search.sort && { sorts: [search.sort] }),
    properties,
    limit: Math.min(search.limit, mostResults - offsetOf(search.cursor)),
    after: search.cursor ?? '0',
  });
  const after = page.paging?.next?.after;
  return {
    objects: page.results.map((wire) => toCrmObject(wire, properties)),
    total: page.total,
    ...(after !== undefined && !isPastEnd(after) && { next_cursor: after }),
    ...(page.total > mostResults && {
      hint: `A search reaches only the first ${mostResults}; narrow it, for example by createdate.`,
    }),
  };
}

/** HubSpot's cursor of a search is a count of records; one that is not is left to HubSpot to judge. */
function offsetOf(cursor = '0'): number {
  if (!isPastEnd(cursor)) return Number.isNaN(Number(cursor)) ? 0 : Number(cursor);
  throw new ToolError(
    'invalid_input',
    `A search ends at ${mostResults} records. Narrow it, for example by createdate.`,
  );
}

function isPastEnd(cursor: string): boolean {
  return Number(cursor) >= mostResults;
}
