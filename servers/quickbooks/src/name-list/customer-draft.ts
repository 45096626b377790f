import { type FieldProblem, ToolError } from '@bizmcp/core';
import { areSameNames } from '@bizmcp/insights';
import * as z from 'zod';
import { refuseProblems } from '../document/document-check.ts';
import { inactiveToo, selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';

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
  refuseProblems(isForeign ? await currencyProblems(api, { currency, homeCurrency, multicurrency }) : []);
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

const WireCurrency = z.object({ Code: z.string() });

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/companycurrency: the foreign ones in use */
async function currencyProblems(
  api: QuickBooks,
  { currency, homeCurrency, multicurrency }: { currency: string; homeCurrency: string; multicurrency: boolean },
): Promise<FieldProblem[]> {
  if (!multicurrency) {
    const problem = `only ${homeCurrency} is in use; turn on multicurrency in QuickBooks, or leave it out`;
    return [{ path: 'currency', problem }];
  }
  const found = await api.remember('currencies', () => api.query(selectFrom('CompanyCurrency', {}), WireCurrency));
  const codes = [homeCurrency, ...found.map(({ Code }) => Code)];
  if (codes.includes(currency)) return [];
  const problem = `${currency} is not in use; add it in QuickBooks under Currencies, or choose ${codes.join(', ')}`;
  return [{ path: 'currency', problem }];
}

const Named = z.object({ Id: z.string(), DisplayName: z.string(), Active: z.boolean().nullish() });

/** What stands between the parts of a name, or hides in one, can be of many kinds that look alike. */
const blank = /[\s\p{Default_Ignorable_Code_Point}]+/u;

/** Customers and vendors share their names, the inactive ones too; two that look alike are one, in whatever case they are written. */
async function requireFreeName(api: QuickBooks, name: string): Promise<void> {
  const find = (entity: 'Customer' | 'Vendor') =>
    api.query(
      selectFrom(entity, {
        where: [['DisplayName', 'LIKE', { text: name.split(blank).join('%') }], inactiveToo],
      }),
      Named,
    );
  const isSame = ({ DisplayName: other }: z.output<typeof Named>) => areSameNames(other, name);
  const [customer, vendor] = (await Promise.all([find('Customer'), find('Vendor')])).map((found) => found.find(isSame));
  const found = customer ?? vendor;
  if (!found) return;
  const state = found.Active === false ? 'inactive ' : '';
  const whose = `${state}${customer ? 'customer' : 'vendor'} ${found.Id}`;
  throw new ToolError('conflict', `Nothing was sent: ${whose} has this name. Use that one, or choose another name.`, {
    fields: [{ path: 'name', problem: `is that of ${whose}` }],
  });
}
