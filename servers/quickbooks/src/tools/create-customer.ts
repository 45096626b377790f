import * as z from 'zod';
import { defineTool } from '../api.ts';
import { refuseProblems } from '../document-check.ts';
import { Customer, toCustomer, WireParty } from '../party.ts';

export const createCustomer = defineTool({
  name: 'create_customer',
  title: 'Create a customer',
  description:
    'Creates a customer. Names are unique among customers, vendors and employees: look with search_customers first.',
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
    company: z.string().max(100).optional().describe('Company'),
    first_name: z.string().max(100).optional().describe('Contact person'),
    last_name: z.string().max(100).optional().describe('Contact person'),
    email: z.string().max(100).optional().describe('Email address'),
    phone: z.string().max(30).optional().describe('Phone number'),
    currency: z.string().length(3).optional().describe('For good; default: home currency'),
  }),
  output: z.object({ customer: Customer.describe('As stored') }),
  examples: [{ title: 'A company', input: { name: 'Lighthouse Books', email: 'accounts@lighthousebooks.example' } }],
  async handler({ input, api }) {
    const { currency } = input;
    const { homeCurrency, multicurrency } = await api.company();
    const problem = `only ${homeCurrency} is in use; turn on multicurrency in QuickBooks, or leave it out`;
    const isForeign = currency !== undefined && currency !== homeCurrency;
    refuseProblems(isForeign && !multicurrency ? [{ path: 'currency', problem }] : []);
    const customer = {
      DisplayName: input.name,
      ...(input.company !== undefined && { CompanyName: input.company }),
      ...(input.first_name !== undefined && { GivenName: input.first_name }),
      ...(input.last_name !== undefined && { FamilyName: input.last_name }),
      ...(input.email !== undefined && { PrimaryEmailAddr: { Address: input.email } }),
      ...(input.phone !== undefined && { PrimaryPhone: { FreeFormNumber: input.phone } }),
      ...(isForeign && { CurrencyRef: { value: currency } }),
    };
    return { customer: toCustomer(await api.create('Customer', customer, WireParty)) };
  },
});
