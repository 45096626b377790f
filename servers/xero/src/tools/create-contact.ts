import * as z from 'zod';
import { defineTool } from '../api.ts';
import { Contact, toContact, WireContacts } from '../contact.ts';
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
    first_name: z.string().max(255).optional().describe('Contact person'),
    last_name: z.string().max(255).optional().describe('Contact person'),
    email: z.string().max(255).optional().describe('Email address'),
    phone: z.string().max(50).optional().describe('Phone number'),
    tax_number: z.string().max(50).optional().describe('Tax number'),
    tenant_id: TenantId,
  }),
  output: z.object({ contact: Contact.describe('As stored') }),
  examples: [{ title: 'A company', input: { name: 'Harbour Bakery Ltd', email: 'accounts@harbourbakery.example' } }],
  async handler({ input, api }) {
    const books = await api.books(input.tenant_id);
    const contact = {
      name: input.name,
      ...(input.first_name !== undefined && { firstName: input.first_name }),
      ...(input.last_name !== undefined && { lastName: input.last_name }),
      ...(input.email !== undefined && { emailAddress: input.email }),
      ...(input.phone !== undefined && { phones: [{ phoneType: 'DEFAULT', phoneNumber: input.phone }] }),
      ...(input.tax_number !== undefined && { taxNumber: input.tax_number }),
    };
    const { contacts } = await books.write(WireContacts, (accounting, tenant) =>
      accounting.createContacts(tenant, { contacts: [contact] }),
    );
    return { contact: toContact(writtenDocument(contacts)) };
  },
});
