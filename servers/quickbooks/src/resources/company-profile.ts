import { defineResource } from '@bizmcp/core';
import type { QuickBooks } from '../quickbooks.ts';

export const companyProfile = defineResource<QuickBooks>({
  uri: 'bizmcp://quickbooks/company',
  name: 'company-profile',
  title: 'Company profile',
  description: 'Country, currencies, fiscal year, sales tax and closing date of the company',
  data: 'internal',
  scopes: ['company:read'],
  async read({ api }) {
    const company = await api.company();
    return {
      company_id: api.realmId,
      name: company.name,
      ...(company.legalName !== undefined && { legal_name: company.legalName }),
      country: company.country,
      home_currency: company.homeCurrency,
      multicurrency: company.multicurrency,
      fiscal_year_start_month: company.fiscalYearStartMonth,
      uses_sales_tax: company.usesSalesTax,
      ...(company.closedUntil !== undefined && { closed_until: company.closedUntil }),
    };
  },
});
