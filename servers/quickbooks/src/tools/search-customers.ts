import { NextCursor } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { EmptyHint, emptyHint } from '../identifier.ts';
import { NameSearch, readParties } from '../name-list/name-search.ts';
import { Customer, toCustomer } from '../name-list/party.ts';
import { Total } from '../page.ts';

export const searchCustomers = defineTool({
  name: 'search_customers',
  title: 'Search customers',
  description: 'Finds customers by name, with what is owed.',
  effect: 'read',
  data: 'confidential',
  scopes: ['customers:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'customer', workflow: 'accounting' },
  input: NameSearch,
  output: z.object({
    customers: z.array(Customer).describe('By name'),
    total: Total,
    next_cursor: NextCursor,
    hint: EmptyHint,
  }),
  examples: [{ title: 'The first five', input: { limit: 5 } }],
  async handler({ input, api }) {
    const { rows, ...rest } = await readParties(api, 'Customer', input);
    return { customers: rows.map(toCustomer), ...emptyHint(rows, input.query), ...rest };
  },
});
