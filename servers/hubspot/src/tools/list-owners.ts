import { Cursor, NextCursor } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { Owner, readOwners } from '../portal/owner.ts';

export const listOwners = defineTool({
  name: 'list_owners',
  title: 'List owners',
  description:
    'Lists the users who can own records. Use it to turn a person into a hubspot_owner_id, or an id into a person.',
  effect: 'read',
  data: 'confidential',
  scopes: ['crm:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'owner', workflow: 'crm' },
  cacheSeconds: 300,
  staleSeconds: 3600,
  input: z.object({
    email: z
      .string()
      .max(200)
      .regex(/@/, 'no whole address; without it all owners are listed, by name')
      .optional()
      .describe('Only the owner with this email address'),
    limit: z.int().min(1).max(100).default(25).describe('Owners per page'),
    cursor: Cursor,
  }),
  output: z.object({
    owners: z.array(Owner).describe('The owners found'),
    next_cursor: NextCursor,
  }),
  examples: [{ title: 'The first owners', input: { limit: 5 } }],
  async handler({ input: { email, limit, cursor }, api }) {
    const page = await readOwners(api, { email, after: cursor, limit });
    return { owners: page.owners, ...(page.after !== undefined && { next_cursor: page.after }) };
  },
});
