import { defineResource } from '@bizmcp/core';
import { readOrganisation } from '../organisation.ts';
import type { Xero } from '../xero.ts';
import { matchingTenants } from './chart-of-accounts.ts';

export const organisationProfile = defineResource<Xero>({
  uri: 'bizmcp://xero/{tenant_id}/organisation',
  name: 'organisation-profile',
  title: 'Organisation profile',
  description: 'Currencies, financial year, tax basis and locked period of an organisation',
  data: 'internal',
  scopes: ['settings:read'],
  complete: { tenant_id: async ({ api, value }) => matchingTenants(api, value) },
  read: async ({ api, params }) => readOrganisation(await api.books(params.tenant_id)),
});
