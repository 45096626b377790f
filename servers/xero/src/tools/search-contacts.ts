import { Cursor, NextCursor } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { balanceHint } from '../contact/balance-hint.ts';
import { Contact, toContact } from '../contact/contact.ts';
import { findByWords, findContacts, noContactHint } from '../contact/contact-search.ts';
import { TenantId } from '../identifier.ts';
import { readPage } from '../page.ts';

export const searchContacts = defineTool({
  name: 'search_contacts',
  title: 'Search contacts',
  description: 'Finds customers and suppliers, with what is outstanding and overdue.',
  effect: 'read',
  data: 'confidential',
  scopes: ['contacts:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'contact', workflow: 'accounting' },
  input: z.object({
    query: z.string().min(1).max(200).optional().describe('Words in name, email, number'),
    kind: z.enum(['customer', 'supplier']).optional().describe('Only these'),
    include_archived: z.boolean().default(false).describe('Archived too'),
    limit: z.int().min(1).max(100).default(25).describe('Per page'),
    cursor: Cursor,
    tenant_id: TenantId,
  }),
  output: z.object({
    contacts: z.array(Contact).describe('By name'),
    total: z.number().optional().describe('How many match'),
    hint: z.string().optional().describe('What has to be known of it'),
    next_cursor: NextCursor,
  }),
  examples: [{ title: 'Customers', input: { kind: 'customer', limit: 5 } }],
  async handler({ input, api }) {
    const books = await api.books(input.tenant_id);
    const { rows, ...page } = await readPage(input, async (request) => {
      const whole = await findContacts(books, { ...input, ...request });
      const found =
        whole.contacts.length > 0 || whole.pagination?.itemCount
          ? whole
          : await findByWords(books, { ...input, ...request });
      return { rows: found.contacts, pagination: found.pagination };
    });
    return {
      contacts: rows.map(toContact),
      ...(await balanceHint(books, rows)),
      ...(rows.length === 0 && noContactHint(input)),
      ...page,
    };
  },
});
