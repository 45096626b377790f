import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { refuseProblems } from './document-check.ts';
import { inactiveToo, selectFrom } from './query.ts';
import type { QuickBooks } from './quickbooks.ts';

/** A customer as a tool is given it. */
interface CustomerInput {
  name: string;
  company?: string | undefined;
  first_name?: string | undefined;
  last_name?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  currency?: string | undefined;
}

/** A customer that may be sent. */
export interface CustomerDraft {
  currency: string;
  body: object;
}

/** Checks a new customer against the books and makes it ready to be sent. Throws `conflict` for a name that is taken. */
export async function draftCustomer(api: QuickBooks, input: CustomerInput): Promise<CustomerDraft> {
  const [{ homeCurrency, multicurrency }] = await Promise.all([api.company(), requireFreeName(api, input.name)]);
  const { currency = homeCurrency } = input;
  const isForeign = currency !== homeCurrency;
  const problem = `only ${homeCurrency} is in use; turn on multicurrency in QuickBooks, or leave it out`;
  refuseProblems(isForeign && !multicurrency ? [{ path: 'currency', problem }] : []);
  const body = {
    DisplayName: input.name,
    ...(input.company !== undefined && { CompanyName: input.company }),
    ...(input.first_name !== undefined && { GivenName: input.first_name }),
    ...(input.last_name !== undefined && { FamilyName: input.last_name }),
    ...(input.email !== undefined && { PrimaryEmailAddr: { Address: input.email } }),
    ...(input.phone !== undefined && { PrimaryPhone: { FreeFormNumber: input.phone } }),
    ...(isForeign && { CurrencyRef: { value: currency } }),
  };
  return { currency, body };
}

const Named = z.object({ Id: z.string(), Active: z.boolean().nullish() });

/** Customers and vendors share their names, the inactive ones too. */
async function requireFreeName(api: QuickBooks, name: string): Promise<void> {
  const find = (entity: 'Customer' | 'Vendor') =>
    api.query(
      selectFrom(entity, {
        where: [['DisplayName', '=', { text: name }], inactiveToo],
        limit: 1,
      }),
      Named,
    );
  const [[customer], [vendor]] = await Promise.all([find('Customer'), find('Vendor')]);
  const found = customer ?? vendor;
  if (!found) return;
  const state = found.Active === false ? 'inactive ' : '';
  const whose = `${state}${customer ? 'customer' : 'vendor'} ${found.Id}`;
  throw new ToolError('conflict', `Nothing was sent: ${whose} has this name. Use that one, or choose another name.`, {
    fields: [{ path: 'name', problem: `is that of ${whose}` }],
  });
}
