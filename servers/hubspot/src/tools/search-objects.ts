import { Cursor, NextCursor } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { ObjectType, resolveObjectType } from '../portal/object-type.ts';
import { CrmObject } from '../record/crm-object.ts';
import { SearchedName, SearchFilter } from '../search/search-filter.ts';
import { searchPage } from '../search/search-page.ts';

export const searchObjects = defineTool({
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
      .superRefine((groups, context) => {
        const filters = groups.flatMap((group) => group.filters).length;
        // https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm, "Filter search results"
        if (filters > 18)
          context.addIssue({ code: 'custom', message: `HubSpot takes 18 filters in all, not ${filters}` });
      })
      .optional()
      .describe('One must hold; 18 filters in all'),
    sort: z
      .string()
      .regex(/^-?[A-Za-z0-9_]{1,100}$/, 'an internal name alone, with - before it for descending')
      .optional()
      .describe('Property; - before it: descending'),
    properties: z
      .array(SearchedName)
      .min(1)
      .max(50)
      .optional()
      .describe('Properties to return, instead of the usual ones; associations.<type>: ids'),
    limit: z.int().min(1).max(200).default(25).describe('Records per page'),
    cursor: Cursor,
  }),
  output: z.object({
    objects: z.array(CrmObject).describe('The records found'),
    object_type: z.string().describe('Their type'),
    total: z.number().describe('How many match in all'),
    next_cursor: NextCursor,
    hint: z.string().optional().describe('What to look at again'),
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
  async handler({ input, api, isCleared }) {
    const objectType = await resolveObjectType(api, input.object_type);
    return { object_type: objectType, ...(await searchPage(api, objectType, input, isCleared)) };
  },
});
