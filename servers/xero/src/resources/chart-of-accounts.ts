import { defineResource } from '@bizmcp/core';
import { readAccounts } from '../account.ts';
import type { Xero } from '../xero.ts';

export const chartOfAccounts = defineResource<Xero>({
  uri: 'bizmcp://xero/{tenant_id}/accounts',
  name: 'chart-of-accounts',
  title: 'Chart of accounts',
  description: 'The accounts in use, by class',
  data: 'internal',
  scopes: ['settings:read'],
  complete: { tenant_id: async ({ api, value }) => matchingTenants(api, value) },
  async read({ api, params }) {
    const accounts = (await readAccounts(await api.books(params.tenant_id))).filter(
      ({ status }) => status === 'ACTIVE',
    );
    return Object.groupBy(accounts, (account) => account.class ?? 'OTHER');
  },
});

/** Organisations whose identifier begins so, for completion. */
export async function matchingTenants(api: Xero, value: string): Promise<string[]> {
  return (await api.tenants()).map(({ id }) => id).filter((id) => id.startsWith(value));
}
