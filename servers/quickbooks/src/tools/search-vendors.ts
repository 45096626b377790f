import * as z from 'zod';
import { defineTool } from '../api.ts';
import { Cursor, Limit, NextCursor } from '../identifier.ts';
import { pageStart, readPage } from '../page.ts';
import { toVendor, Vendor, WireParty } from '../party.ts';
import { selectFrom } from '../query.ts';

export const searchVendors = defineTool({
  name: 'search_vendors',
  title: 'Search vendors',
  description: 'Finds vendors by name, with what is owed.',
  effect: 'read',
  data: 'confidential',
  scopes: ['vendors:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'vendor', workflow: 'accounting' },
  input: z.object({
    query: z.string().min(1).max(200).optional().describe('Part of the display name'),
    include_inactive: z.boolean().default(false).describe('Inactive too'),
    limit: Limit,
    cursor: Cursor,
  }),
  output: z.object({ vendors: z.array(Vendor).describe('By name'), next_cursor: NextCursor }),
  examples: [{ title: 'The first five', input: { limit: 5 } }],
  async handler({ input, api }) {
    const query = selectFrom('Vendor', {
      where: [
        input.query === undefined ? undefined : ['DisplayName', 'LIKE', { contains: input.query }],
        input.include_inactive ? ['Active', 'IN', { flags: 'both' }] : undefined,
      ],
      orderBy: ['DisplayName', 'ASC'],
      ...pageStart(input),
    });
    const { rows, ...rest } = await readPage(api, query, WireParty);
    return { vendors: rows.map(toVendor), ...rest };
  },
});
