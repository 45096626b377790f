import * as z from 'zod';
import { defineTool } from '../api.ts';
import { CrmObject, searchObjects, toCrmObject } from '../crm-object.ts';
import { Cursor } from '../identifier.ts';
import { defaultProperties, ObjectType, resolveObjectType } from '../object-type.ts';
import { PropertyNames } from '../property-name.ts';
import { SearchFilter, toVendorFilter } from '../search-filter.ts';

// https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm: 200 a page, 10,000 a search, 5 groups of 6 filters.
const mostResults = 10_000;

export const searchObjectsTool = defineTool({
  name: 'search_objects',
  title: 'Search records',
  description:
    'Finds records of any CRM type by words, property filters or both, with the total. Groups are alternatives; the filters of one group must all hold. ' +
    'Internal names come from list_properties. New records take seconds to appear. For one known id use get_object.',
  effect: 'read',
  data: 'confidential',
  scopes: ['crm:read'],
  rateLimit: { calls: 120, perSeconds: 60 },
  semantics: { entity: 'crm_record', workflow: 'crm' },
  input: z.object({
    object_type: ObjectType.describe(
      'contacts, companies, deals, tickets, products, notes, ..., or a custom type (2-123)',
    ),
    query: z.string().min(1).max(3000).optional().describe('Words in the default searchable properties'),
    filter_groups: z
      .array(z.strictObject({ filters: z.array(SearchFilter).min(1).max(6).describe('All must hold') }))
      .max(5)
      .optional()
      .describe('One must hold; 18 filters in all'),
    sort: z
      .string()
      .regex(/^-?[A-Za-z0-9_]{1,100}$/)
      .optional()
      .describe('Property; - before it: descending'),
    properties: PropertyNames.optional(),
    limit: z.int().min(1).max(200).default(25).describe('Records per page'),
    cursor: Cursor,
  }),
  output: z.object({
    objects: z.array(CrmObject).describe('The records found'),
    object_type: z.string().describe('Their type'),
    total: z.number().describe('How many match in all'),
    next_cursor: z.string().optional().describe('Set when there are more'),
    hint: z.string().optional().describe('Set when not all matches can be reached'),
  }),
  examples: [
    {
      title: 'Customers whose record was changed this year, latest first',
      input: {
        object_type: 'contacts',
        filter_groups: [
          {
            filters: [
              { property: 'lifecyclestage', operator: 'EQ', value: 'customer' },
              { property: 'lastmodifieddate', operator: 'GTE', value: '2026-01-01' },
            ],
          },
        ],
        sort: '-lastmodifieddate',
        limit: 10,
      },
    },
  ],
  async handler({ input, api }) {
    const objectType = await resolveObjectType(api, input.object_type);
    const page = await searchObjects(api, objectType, {
      ...(input.query && { query: input.query }),
      ...(input.filter_groups && {
        filterGroups: input.filter_groups.map(({ filters }) => ({ filters: filters.map(toVendorFilter) })),
      }),
      ...(input.sort && { sorts: [input.sort] }),
      properties: input.properties ?? defaultProperties(objectType),
      limit: Math.min(input.limit, mostResults - Number(input.cursor ?? 0)),
      after: input.cursor ?? '0',
    });
    const after = page.paging?.next?.after;
    return {
      objects: page.results.map(toCrmObject),
      object_type: objectType,
      total: page.total,
      ...(after !== undefined && Number(after) < mostResults && { next_cursor: after }),
      ...(page.total > mostResults && {
        hint: `A search reaches only the first ${mostResults}; narrow it, for example by createdate.`,
      }),
    };
  },
});
