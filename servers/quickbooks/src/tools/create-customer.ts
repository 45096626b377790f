import { personal } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { EmailAddress } from '../identifier.ts';
import { draftCustomer } from '../name-list/customer-draft.ts';
import { Customer, toCustomer, WireParty } from '../name-list/party.ts';
import { describeSimilar } from '../name-list/similar-customer.ts';

export const createCustomer = defineTool({
  name: 'create_customer',
  title: 'Create a customer',
  description:
    'Creates a customer; address and terms are added in QuickBooks. No vendor or employee may have its name.',
  effect: 'create',
  data: 'confidential',
  scopes: ['customers:write'],
  rateLimit: { calls: 20, perSeconds: 60 },
  semantics: { entity: 'customer', workflow: 'accounting' },
  input: z.object({
    name: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .regex(/^[^:\p{Cc}]*$/u, 'must have no colon, tab or line break')
      .describe('Display name'),
    company: z.string().trim().max(100).optional().describe('Company'),
    first_name: z.string().trim().max(100).optional().describe('Contact person'),
    last_name: z.string().trim().max(100).optional().describe('Contact person'),
    email: EmailAddress.optional().describe('Email address'),
    phone: z.string().trim().max(30).optional().describe('Phone number'),
    currency: z.string().length(3).toUpperCase().optional().describe('For good; default: home currency'),
  }),
  output: z.object({ customer: Customer.describe('As stored') }),
  examples: [{ title: 'A company', input: { name: 'Lighthouse Books', email: 'accounts@lighthousebooks.example' } }],
  undo: () => 'only in QuickBooks, where it can be made inactive',
  change: {
    fields: z.object({
      customer: z.string().describe('Whom').meta(personal('name')),
      currency: z.string().describe('That of all its documents, for good'),
      warnings: z.array(z.string()).describe('Whom it may be').meta(personal('text')),
    }),
    async read({ input, api }) {
      const draft = await draftCustomer(api, input);
      const warnings = await describeSimilar(api, input);
      return {
        before: { warnings: [] },
        after: { customer: `${input.name}, new`, currency: `${draft.currency}, for good`, warnings },
        draft,
      };
    },
  },
  async handler({ input, api, draft }) {
    const { body } = draft ?? (await draftCustomer(api, input));
    return { customer: toCustomer(await api.create('Customer', body, WireParty)) };
  },
});
