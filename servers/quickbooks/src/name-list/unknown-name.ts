import * as z from 'zod';
import { inactiveToo, selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';

interface Sought {
  customer_id?: string | undefined;
  vendor_id?: string | undefined;
  account_id?: string | undefined;
}

const places = [
  { field: 'customer_id', entity: 'Customer', kind: 'customer', tool: 'search_customers' },
  { field: 'vendor_id', entity: 'Vendor', kind: 'vendor', tool: 'search_vendors' },
  { field: 'account_id', entity: 'Account', kind: 'account', tool: 'list_accounts' },
] as const;

/** Which of the ids nobody and nothing has, in words; one request for each that is given. */
export async function unknownNames(api: QuickBooks, sought: Sought): Promise<string[]> {
  const found = await Promise.all(
    places.map(async ({ field, entity, kind, tool }) => {
      const id = sought[field];
      if (id === undefined) return [];
      const query = selectFrom(entity, { where: [['Id', '=', { id }], inactiveToo] });
      const rows = await api.query(query, z.object({ Id: z.string() }));
      return rows.length > 0 ? [] : [`There is no ${kind} ${id}; find it with ${tool}.`];
    }),
  );
  return found.flat();
}
