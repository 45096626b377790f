import { defineResource } from '@bizmcp/core';
import { fiscalYears } from '../fiscal-year.ts';
import { readOrganisation, todayOf } from '../organisation.ts';
import type { Xero } from '../xero.ts';
import { matchingTenants } from './chart-of-accounts.ts';

export const fiscalPeriods = defineResource<Xero>({
  uri: 'bizmcp://xero/{tenant_id}/fiscal-periods',
  name: 'fiscal-periods',
  title: 'Fiscal periods',
  description: 'The financial years around today with their quarters, and until when they are locked',
  data: 'internal',
  scopes: ['settings:read'],
  complete: { tenant_id: async ({ api, value }) => matchingTenants(api, value) },
  async read({ api, params }) {
    const organisation = await readOrganisation(await api.books(params.tenant_id));
    const { financial_year_end: yearEnd, locked_until: locked } = organisation;
    return { years: fiscalYears(yearEnd, todayOf(organisation), 3), locked_until: locked };
  },
});
