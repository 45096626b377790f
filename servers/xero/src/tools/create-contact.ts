import { personal } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { Contact, toContact, WireContacts } from '../contact/contact.ts';
import { draftContact } from '../contact/contact-draft.ts';
import { Warning } from '../document/warning.ts';
import { TenantId } from '../identifier.ts';
import { writtenDocument } from '../write-answer.ts';

export const createContact = defineTool({
  name: 'create_contact',
  title: 'Create a contact',
  description: 'Creates a customer or supplier; names are unique, so look with search_contacts first.',
  effect: 'create',
  data: 'confidential',
  scopes: ['contacts:write'],
  rateLimit: { calls: 20, perSeconds: 60 },
  semantics: { entity: 'contact', workflow: 'accounting' },
  input: z.object({
    name: z.string().trim().min(1).max(255).describe('Company or person'),
    first_name: z.string().trim().max(255).optional().describe('Contact person'),
    last_name: z.string().trim().max(255).optional().describe('Contact person'),
    email: z.string().trim().max(255).optional().describe('Email address'),
    phone: z.string().trim().max(50).optional().describe('Phone number'),
    tax_number: z.string().trim().max(50).optional().describe('Tax number'),
    tenant_id: TenantId,
  }),
  output: z.object({
    contact: Contact.describe('As stored'),
    warnings: z.array(Warning).describe('What a person should know'),
  }),
  examples: [{ title: 'A company', input: { name: 'Harbour Bakery Ltd', email: 'accounts@harbourbakery.example' } }],
  undo: () => 'only in Xero, where it can be archived',
  change: {
    fields: z.object({
      contact: z.string().describe('That it is one more'),
      warnings: z.array(z.string()).describe('What a person should know').meta(personal('text')),
    }),
    async read({ input, api, isShown }) {
      const draft = await draftContact(await api.books(input.tenant_id), input, isShown);
      return {
        before: { warnings: [] },
        after: {
          contact: 'one more',
          warnings: draft.warnings.map(({ message }) => message),
        },
        draft,
      };
    },
  },
  async handler({ input, api, draft, isShown }) {
    const books = await api.books(input.tenant_id);
    const { body, warnings } = draft ?? (await draftContact(books, input, isShown));
    const { contacts } = await books.write(WireContacts, (accounting, tenant) =>
      accounting.createContacts(tenant, { contacts: [body] }),
    );
    return { contact: toContact(writtenDocument(contacts)), warnings };
  },
});
