import { NextCursor } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { EmptyHint, emptyHint } from '../identifier.ts';
import { NameSearch, readParties } from '../name-list/name-search.ts';
import { toVendor, Vendor } from '../name-list/party.ts';
import { Total } from '../page.ts';

export const searchVendors = defineTool({
  name: 'search_vendors',
  title: 'Search vendors',
  description: 'Finds vendors by name, with what is owed.',
  effect: 'read',
  data: 'confidential',
  scopes: ['vendors:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'vendor', workflow: 'accounting' },
  input: NameSearch,
  output: z.object({
    vendors: z.array(Vendor).describe('By name'),
    total: Total,
    next_cursor: NextCursor,
    hint: EmptyHint,
  }),
  examples: [{ title: 'The first five', input: { limit: 5 } }],
  async handler({ input, api }) {
    const { rows, ...rest } = await readParties(api, 'Vendor', input);
    return { vendors: rows.map(toVendor), ...emptyHint(rows, input.query), ...rest };
  },
});
